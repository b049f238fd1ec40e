import type { EditionName } from '@fluxkit/simulator'

/** Who is judged: core by a script, core through the simulator, the simulator by raw HTTP. */
export const peers = ['scripted', 'through', 'simulator'] as const
export type Peer = (typeof peers)[number]

/** One thing that the vendor's documentation says of the service. */
export interface RequirementLine {
  /** One sentence. */
  readonly says: string
  /** Edition of the simulator that it is tried with. Default `any`: both editions agree on it. */
  readonly edition?: EditionName
  /** Why a peer cannot be judged; the others are. */
  readonly except?: Readonly<Partial<Record<Peer, string>>>
}

/** The lines of one section of the contract, by id. */
export type RequirementGroup = Readonly<Record<string, RequirementLine>>

/** A script says what we wrote: it cannot show what the service does. */
export const noService: RequirementLine['except'] & object = {
  scripted: 'what the service does cannot be seen in a script',
}
/** The service sees requests, not the client's mind. */
export const noClient: RequirementLine['except'] & object = { simulator: 'it is about the client' }

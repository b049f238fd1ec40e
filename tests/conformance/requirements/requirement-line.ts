export const editions = ['readme', 'current'] as const
export type Edition = (typeof editions)[number]

/** Who is checked: core by a script, core through the simulator, the simulator by raw HTTP. */
export const peers = ['scripted', 'through', 'simulator'] as const
export type Peer = (typeof peers)[number]

/** One thing that the vendor's documentation says of the service. */
export interface RequirementLine {
  /** One sentence. */
  readonly statement: string
  /** The only edition that it holds for. Default: it holds for both, and is tried against both. */
  readonly edition?: Edition
  /** Why a peer cannot be checked; the others are. */
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

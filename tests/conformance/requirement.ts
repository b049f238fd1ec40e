import { test } from 'vitest'
import { createLab, type Lab } from '../support/lab.ts'
import { type Edition, editions, type Peer, peers, requirements } from './requirements/index.ts'
import { type Script, script } from './script.ts'

/** The simulator's side of a lab: nothing of core is within reach. */
export type RawLab = Pick<Lab, 'clock' | 'simulator' | 'url' | 'wait' | 'send' | 'post'> & InEdition

/** Which edition of the service is tried. */
interface InEdition {
  readonly edition: Edition
}

/** How each peer is checked. */
export interface PeerChecks {
  /** Only core: the answers of the service are a script. */
  readonly scripted: (script: Script) => Promise<void> | void
  /** Core and the simulator together, over HTTP. */
  readonly through: (lab: Lab & InEdition) => Promise<void> | void
  /** Only the simulator, called with fetch. */
  readonly simulator: (lab: RawLab) => Promise<void> | void
}

const titles: Readonly<Record<Peer, string>> = {
  scripted: 'core, scripted',
  through: 'core, through the simulator',
  simulator: 'the simulator, by raw HTTP',
}

const cited = new Set<string>()

/**
 * Cites a requirement and checks every peer that its line in the table binds.
 * @throws {Error} on an id that is not in the table, and on a peer that is checked or left out against the table
 */
export function requirement(id: string, checks: Partial<PeerChecks>): void {
  const line = requirements[id]
  if (line === undefined) throw new Error(`${id} is not in the table of requirements.`)
  if (cited.has(id)) throw new Error(`${id} is cited twice.`)
  cited.add(id)
  for (const peer of peers) {
    const isBound = line.except?.[peer] === undefined
    if (isBound !== (checks[peer] !== undefined)) {
      throw new Error(`${id}: the table ${isBound ? 'binds' : 'excepts'} ${titles[peer]}, the test does not.`)
    }
  }
  const { scripted, through, simulator } = checks
  const title = (peer: Peer, edition?: Edition): string =>
    `${id} ${line.statement} (${titles[peer]}${edition === undefined ? '' : `, ${edition} edition`})`
  if (scripted) test(title('scripted'), () => scripted(script))
  for (const edition of line.edition === undefined ? editions : [line.edition]) {
    if (through) test(title('through', edition), () => inLab(edition, through))
    if (simulator) test(title('simulator', edition), () => inLab(edition, simulator))
  }
}

/** The requirements of the table that no test cites. */
export function uncited(): string[] {
  return Object.keys(requirements).filter((id) => !cited.has(id))
}

async function inLab(edition: Edition, check: (lab: Lab & InEdition) => Promise<void> | void): Promise<void> {
  await using lab = await createLab({ simulator: { contract: edition } })
  await check({ ...lab, edition })
}

import { bootId } from '../machine/process-identity.ts'

/**
 * The clock of leases: milliseconds since the machine was started. All processes of a machine read the same, also in
 * containers, and no setting of the wall clock moves it. It starts again with the machine, whose name for the start
 * is stored with each lease.
 */
export interface LeaseClock {
  /** Milliseconds since the machine was started. */
  readonly now: () => number
  readonly boot: string
}

export function machineClock(): LeaseClock {
  return { now: () => Number(process.hrtime.bigint() / 1_000_000n), boot: bootId() }
}

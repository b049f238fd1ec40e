import type { Clock } from '@fluxkit/core/node'
import type { DutyStore } from '../store/store.ts'
import { pause } from '../time/pause.ts'

/** A process that dies while it has the lease blocks the others for this long. */
const leaseMs = 30_000
const pauseMs = 500

/**
 * Does something that several processes must not do at once, such as all replicas at start. A process that
 * waited for longer than a turn can last does it anyway.
 */
export async function inTurn<T>(
  duties: DutyStore,
  clock: Clock,
  { name, owner }: { readonly name: string; readonly owner: string },
  work: () => Promise<T>,
): Promise<T> {
  const endsAtMs = clock.now() + 2 * leaseMs
  while (!(await duties.take(name, owner, leaseMs)) && clock.now() < endsAtMs) {
    await pause(clock, pauseMs)
  }
  try {
    return await work()
  } finally {
    await duties.release(name, owner)
  }
}

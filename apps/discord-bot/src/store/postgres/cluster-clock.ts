import type { Clock } from '@fluxkit/core/node'

/** The time that all replicas share. */
export interface ClusterClock {
  readonly clock: Clock
  stop(): void
}

const measureEveryMs = 60_000

/**
 * The time of the database, kept by the machine's clock between two measurements. So limits, ages and leases mean the same on
 * every machine, however wrong the clock of one of them is.
 *
 * @param databaseNow milliseconds since 1970 by the database
 */
export async function createClusterClock(
  machine: Clock,
  databaseNow: () => Promise<number>,
  onTrouble: (error: unknown) => void,
): Promise<ClusterClock> {
  let offsetMs = await measure()
  let cancelTimer = (): void => undefined
  let isStopped = false

  async function measure(): Promise<number> {
    const beforeMs = machine.now()
    const theirsMs = await databaseNow()
    return Math.round(theirsMs - (beforeMs + machine.now()) / 2)
  }

  function plan(): void {
    if (isStopped) return
    cancelTimer = machine.setTimer(() => {
      measure()
        .then((ms) => (offsetMs = ms), onTrouble)
        .finally(plan)
    }, measureEveryMs)
  }
  plan()

  return {
    clock: {
      now: () => machine.now() + offsetMs,
      setTimer: (callback, delayMs) => machine.setTimer(callback, delayMs),
    },
    stop() {
      isStopped = true
      cancelTimer()
    },
  }
}

import type { Clock } from '@fluxkit/core'

/** One timer, which rings at the earliest of the times that it was set to. */
export interface Alarm {
  /** @param atLatestMs How long it may take at most, also when the clock has been set back. */
  set(atMs: number, atLatestMs: number): void
  clear(): void
}

export function createAlarm(clock: Pick<Clock, 'now' | 'setTimer'>, ring: () => void): Alarm {
  let ringsAtMs = Infinity
  let cancelTimer = (): void => undefined

  function clear(): void {
    cancelTimer()
    ringsAtMs = Infinity
  }

  return {
    set(atMs, atLatestMs) {
      if (atMs >= ringsAtMs) return
      cancelTimer()
      ringsAtMs = atMs
      cancelTimer = clock.setTimer(ring, Math.min(Math.max(0, atMs - clock.now()), atLatestMs))
    },
    clear,
  }
}

import type { Clock } from '@fluxkit/core'

/** A clock on which time passes `factor` times as fast, for tests of the built program. */
export function scaledClock(clock: Clock, factor: number): Clock {
  const startMs = clock.now()
  return {
    now: () => startMs + (clock.now() - startMs) * factor,
    setTimer: (callback, delayMs) => clock.setTimer(callback, delayMs / factor),
  }
}

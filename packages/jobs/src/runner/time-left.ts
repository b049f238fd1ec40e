import type { Clock } from '@fluxkit/core'

/** Counts down from a limit by the wall clock. One that is set back begins again; it can't add more than that. */
export function timeLeft(clock: Pick<Clock, 'now'>, limitMs: number): () => number {
  let untilMs = clock.now() + limitMs
  return () => {
    untilMs = Math.min(untilMs, clock.now() + limitMs)
    return untilMs - clock.now()
  }
}

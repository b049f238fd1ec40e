import type { Clock } from '../http/clock.ts'

/** Each tick comes up to this share of the shortest interval late, at random. */
const jitterShare = 0.1

/** The one timer of a poller. */
export interface PollTimer {
  /** Ticks at this time and no other; never at `Infinity`. */
  move(atMs: number): void
  /** Ticks at this time unless it ticks before. */
  atLatest(atMs: number): void
}

export function createPollTimer(
  { clock, random, minIntervalMs }: { clock: Clock; random: () => number; minIntervalMs: number },
  tick: () => void,
): PollTimer {
  let set: { readonly atMs: number; readonly cancel: () => void } | undefined

  function atLatest(atMs: number): void {
    const nowMs = clock.now()
    // A clock that was set has left the timer behind: later waits must not depend on it.
    const isStale = set && set.atMs <= nowMs - minIntervalMs
    if (atMs === Infinity || (set && set.atMs <= atMs && !isStale)) return
    set?.cancel()
    const jitterMs = random() * jitterShare * minIntervalMs
    const dueMs = isStale ? nowMs : atMs
    const due = (): void => {
      set = undefined
      tick()
    }
    set = { atMs: dueMs, cancel: clock.setTimer(due, Math.max(0, dueMs - nowMs) + jitterMs) }
  }

  return {
    atLatest,
    move(atMs) {
      if (atMs === set?.atMs) return
      set?.cancel()
      set = undefined
      atLatest(atMs)
    },
  }
}

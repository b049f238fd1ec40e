import type { Clock } from '../http/clock.ts'

/** A clock that stands still until it is told to move. */
export interface FakeClock extends Clock {
  /** Moves on by `ms`; every timer due on the way fires at its own time, in order, after pending promises have settled. */
  advance(ms: number): Promise<void>
  /** Moves to the next timer, if there is one. @returns the milliseconds moved, or `undefined` without a timer */
  advanceToNextTimer(): Promise<number | undefined>
  /** Delays of the timers that are set now, from now, shortest first. */
  pendingDelaysMs(): number[]
}

/** @param startMs the first `now()`; default 2026-01-01T00:00:00Z */
export function createFakeClock(startMs: number = Date.UTC(2026, 0, 1)): FakeClock {
  let now = startMs
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>()

  const next = (): { readonly atMs: number; readonly callback: () => void } | undefined =>
    [...timers].reduce<{ atMs: number; callback: () => void } | undefined>(
      (first, timer) => (first && first.atMs <= timer.atMs ? first : timer),
      undefined,
    )

  const moveTo = async (endMs: number): Promise<void> => {
    await settle()
    for (let timer = next(); timer && timer.atMs <= endMs; timer = next()) {
      timers.delete(timer)
      now = Math.max(now, timer.atMs)
      timer.callback()
      await settle()
    }
    now = Math.max(now, endMs)
  }

  return {
    now: () => now,
    setTimer(callback, delayMs) {
      const timer = { atMs: now + Math.max(0, delayMs), callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance: (ms) => moveTo(now + ms),
    async advanceToNextTimer() {
      await settle()
      const atMs = next()?.atMs
      if (atMs === undefined) return undefined
      const from = now
      await moveTo(atMs)
      return atMs - from
    },
    pendingDelaysMs: () => [...timers].map((timer) => timer.atMs - now).toSorted((a, b) => a - b),
  }
}

/** Lets promise chains run to their end: a macrotask comes after all microtasks, and stream hops take several. */
async function settle(): Promise<void> {
  for (let round = 0; round < 4; round++) await new Promise((resolve) => setTimeout(resolve, 0))
}

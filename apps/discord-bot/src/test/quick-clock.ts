import type { Clock } from '@fluxkit/core/node'

/** A clock that stands still until it is told to move; what waits on promises and streams in this process comes first. */
export interface QuickClock extends Clock {
  advance(ms: number): Promise<void>
}

/** @param startMs the first `now()` */
export function createQuickClock(startMs: number): QuickClock {
  let now = startMs
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>()

  return {
    now: () => now,
    setTimer(callback, delayMs) {
      const timer = { atMs: now + Math.max(0, delayMs), callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    async advance(ms) {
      const endMs = now + ms
      for (;;) {
        await settle()
        const [next] = [...timers].toSorted((a, b) => a.atMs - b.atMs)
        if (next === undefined || next.atMs > endMs) break
        timers.delete(next)
        now = Math.max(now, next.atMs)
        next.callback()
      }
      now = endMs
    },
  }
}

/** Macrotasks come after all microtasks, and streams take several. */
async function settle(): Promise<void> {
  for (let round = 0; round < 8; round++) await new Promise((resolve) => setImmediate(resolve))
}

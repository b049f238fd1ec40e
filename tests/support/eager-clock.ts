/** Time for the client and the simulator together: it stands still while something happens, then jumps to the next timer. */
export interface EagerClock {
  now(): number
  setTimer(callback: () => void, delayMs: number): () => void
  /** Fires what is due next. @returns false when no timer is set */
  jump(): boolean
}

/** @param startMs the first `now()`; default 2026-01-01T00:00:00Z */
export function createEagerClock(startMs: number = Date.UTC(2026, 0, 1)): EagerClock {
  let nowMs = startMs
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>()
  return {
    now: () => nowMs,
    setTimer(callback, delayMs) {
      const timer = { atMs: nowMs + Math.max(0, delayMs), callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    jump() {
      let next: { readonly atMs: number; readonly callback: () => void } | undefined
      for (const timer of timers) if (!next || timer.atMs < next.atMs) next = timer
      if (!next) return false
      timers.delete(next)
      nowMs = Math.max(nowMs, next.atMs)
      next.callback()
      return true
    },
  }
}

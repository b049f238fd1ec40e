/** Where core gets its time from. Tests pass a fake one (`@fluxkit/core/testing`). */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Calls back once after `delayMs`; the returned function cancels. */
  setTimer(callback: () => void, delayMs: number): () => void
}

/** Longer delays overflow the 32-bit timers of every host and would fire at once. */
const maxTimerMs = 2 ** 31 - 1

/** The host's clock, monotonic: a wall clock that is set back must not prolong deadlines. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), maxTimerMs))
    return () => clearTimeout(timer)
  },
}

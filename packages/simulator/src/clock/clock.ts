/** Where the simulator gets its time from; tests pass the fake clock of `@fluxkit/core/testing`, or another. */
export interface SimulatorClock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls back once after `delayMs`; the returned function cancels and may be called more than once. */
  setTimer(callback: () => void, delayMs: number): () => void
}

/** The machine's own clock. */
export const systemClock: SimulatorClock = {
  now: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}

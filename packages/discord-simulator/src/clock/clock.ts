/** Where the simulator gets its time from; tests pass the fake clock of `@fluxkit/core/testing`, or another. */
export interface DiscordClock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls back once after `delayMs`; the returned function cancels and may be called more than once. */
  setTimer(callback: () => void, delayMs: number): () => void
}

/**
 * How time passes while somebody waits for something to happen here. A clock that stands still has to be moved:
 * `(waiting) => clock.until(waiting)`.
 */
export type PassTime = <T>(waiting: Promise<T>) => Promise<T>

/** The machine's own clock. Its timers never keep a process alive. */
export const systemClock: DiscordClock = {
  now: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

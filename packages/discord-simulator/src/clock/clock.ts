/** Where the simulator gets its time from; tests pass {@link createScriptedClock}. */
export interface DiscordClock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls back once after `delayMs`; the returned function cancels and may be called more than once. */
  setTimer(callback: () => void, delayMs: number): () => void
}

/** The machine's own clock. Its timers never keep a process alive. */
export const systemClock: DiscordClock = {
  now: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

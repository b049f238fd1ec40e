/** Where core gets its time from. Tests pass a fake one (`@fluxkit/core/testing`). */
export interface Clock {
  /** Milliseconds since the Unix epoch, for measuring: it may stand still while the machine sleeps. */
  now(): number
  /**
   * Milliseconds since the Unix epoch by the wall clock, for times that a record, another process or the service compares with
   * its own. Default: {@link now}.
   */
  wallNow?(): number
  /** Calls back once after `delayMs`; the returned function cancels. */
  setTimer(callback: () => void, delayMs: number): () => void
}

/** Longer delays overflow the 32-bit timers of every host and would fire at once. */
const maxTimerMs = 2 ** 31 - 1

/** The host's clock, monotonic: a wall clock that is set back must not prolong deadlines. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  wallNow: () => Date.now(),
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), maxTimerMs))
    return () => clearTimeout(timer)
  },
}

/** The same moment by the wall clock. */
export function toWallMs(clock: WallClock, atMs: number): number {
  return clock.wallNow ? clock.wallNow() - (clock.now() - atMs) : atMs
}

/** A moment by the wall clock, by the clock that measures. */
export function fromWallMs(clock: WallClock, wallMs: number): number {
  return clock.wallNow ? clock.now() - (clock.wallNow() - wallMs) : wallMs
}

type WallClock = Pick<Clock, 'now' | 'wallNow'>

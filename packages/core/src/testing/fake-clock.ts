import type { Clock } from '../http/clock.ts'

/** A clock that stands still until a test moves it. Those who move it at the same time take turns, timer by timer. */
export interface FakeClock extends Clock {
  /** Moves on by `ms`; every timer due on the way fires at its own time, in order, after pending promises have settled. */
  advance(ms: number): Promise<void>
  /** Moves to the next timer, if there is one. @returns the milliseconds moved, or `undefined` without a timer */
  advanceToNextTimer(): Promise<number | undefined>
  /**
   * Moves from timer to timer until the promise has settled, and returns what it resolves to.
   * @param limitMs of this clock; default one day
   * @throws Error when it has not settled by then
   */
  until<T>(work: Promise<T>, limitMs?: number): Promise<T>
  /** Lets `ms` pass while nothing can run, as on a laptop that sleeps: what is due fires late, all at once. */
  sleep(ms: number): Promise<void>
  /** Delays of the timers that are set now, from now, shortest first. */
  pendingDelaysMs(): number[]
}

/** Where the clock starts, and when it counts as settled. */
export interface FakeClockOptions {
  /** The first `now()`; default 2026-01-01T00:00:00Z. */
  readonly startMs?: number
  /**
   * Resolves once nothing happens any more until a timer fires; called before time moves, after it has moved, and after
   * each timer. The default lets promises, streams, files and local sockets continue for a few turns of the event loop.
   */
  readonly settle?: () => Promise<void>
}

interface Timer {
  readonly atMs: number
  readonly callback: () => void
}

const dayMs = 86_400_000

/**
 * A clock that only a test moves; timers fire in order, each after what the one before has set off.
 * @param options or only the first `now()`
 */
export function createFakeClock(options: number | FakeClockOptions = {}): FakeClock {
  const { startMs = Date.UTC(2026, 0, 1), settle = settleEventLoop } =
    typeof options === 'number' ? { startMs: options } : options
  let now = startMs
  const timers = new Set<Timer>()

  /** The earliest; of several, the one that was set first. */
  const next = (): Timer | undefined => {
    let first: Timer | undefined
    for (const timer of timers) if (!first || timer.atMs < first.atMs) first = timer
    return first
  }

  let lastTurn: Promise<unknown> = Promise.resolve()
  /** Each turn begins with settling: what one timer has set off is over before another fires, no matter who moves it. */
  const inTurn = <T>(move: () => Promise<T>): Promise<T> => {
    const moved = lastTurn.then(move)
    lastTurn = moved.catch(() => undefined)
    return moved
  }

  /** Fires the next timer that is due by then, if there is one. @returns whether there was */
  const fireNext = (endMs: number): Promise<boolean> =>
    inTurn(async () => {
      await settle()
      const timer = next()
      if (!timer || timer.atMs > endMs) return false
      if (timer.atMs > now) {
        now = timer.atMs
        await settle()
      }
      // Something may have cancelled it meanwhile.
      if (timers.delete(timer)) timer.callback()
      return true
    })

  const moveTo = async (endMs: number): Promise<void> => {
    while (await fireNext(endMs));
    now = Math.max(now, endMs)
  }

  const advanceToNextTimer = async (): Promise<number | undefined> => {
    await inTurn(settle)
    const atMs = next()?.atMs
    if (atMs === undefined) return undefined
    const from = now
    await moveTo(atMs)
    return atMs - from
  }

  return {
    now: () => now,
    setTimer(callback, delayMs) {
      if (Number.isNaN(delayMs)) throw new RangeError('A timer was set without a delay.')
      const timer = { atMs: now + Math.max(0, delayMs), callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance: (ms) => moveTo(now + ms),
    advanceToNextTimer,
    async until(work, limitMs = dayMs) {
      const endMs = now + limitMs
      const state = { isSettled: false }
      const onSettled = (): void => void (state.isSettled = true)
      work.then(onSettled, onSettled)
      for (await inTurn(settle); !state.isSettled; await inTurn(settle)) {
        if (await fireNext(endMs)) continue
        if (next()) throw new Error(`It has not settled within ${limitMs} ms.`)
        // Without a timer something else is running, such as a file read: that takes real time.
        await new Promise((resolve) => realTimeout(resolve, 1))
      }
      return work
    },
    async sleep(ms) {
      await inTurn(async () => {
        await settle()
        now += ms
      })
      await moveTo(now)
    },
    pendingDelaysMs: () => [...timers].map((timer) => timer.atMs - now).sort((a, b) => a - b),
  }
}

// Taken now: a test may replace them later.
const realTimeout = setTimeout
const nextTurn: (resolve: () => void) => void = globalThis.setImmediate ?? ((resolve) => realTimeout(resolve, 0))

/** A macrotask comes after all microtasks, and stream hops take several. */
const eventLoopTurns = 4
/** For files, 1 ms each: a busy machine may take its time. A read that never ends (a pipe) is left alone then. */
const maxPauses = 1_000

async function settleEventLoop(): Promise<void> {
  let pauses = 0
  for (let turn = 0; turn < eventLoopTurns; turn++) {
    await new Promise<void>((resolve) => nextTurn(resolve))
    if (!isUsingFiles() || pauses === maxPauses) continue
    pauses++
    turn = 0
    await new Promise((resolve) => realTimeout(resolve, 1))
  }
}

/** Only Node says so. */
function isUsingFiles(): boolean {
  const names = globalThis.process?.getActiveResourcesInfo?.() ?? []
  // `CloseReq` is a file that is being closed.
  return names.some((name) => name.startsWith('FSReq') || name === 'CloseReq')
}

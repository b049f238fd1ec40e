import { setImmediate as nextTurn, setTimeout as realPause } from 'node:timers/promises'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'

/**
 * A fake clock whose wall can also be wrong: it leaps forwards (a laptop that slept) and backwards (a clock that was set),
 * while timers run by the time that passed.
 */
export interface LeapClock extends Pick<FakeClock, 'now' | 'setTimer' | 'advance' | 'sleep'> {
  /** Time that passed since the start, whatever the wall showed. */
  elapsedMs(): number
  /** The wall clock is set. */
  setWall(byMs: number): void
  /** Moves on until the promise has settled. @throws when nothing is left that could settle it, or after `limitMs` */
  until(promise: Promise<unknown>, limitMs: number): Promise<void>
  /** Moves on until there are no timers. @throws after `limitMs` */
  drain(limitMs: number): Promise<void>
  readonly pendingTimers: number
}

/** Codecs of the host (multipart, digests) work on threads of their own: they get so much real time before it is a hang. */
const patienceMs = 400

export function createLeapClock(wallStartMs: number = Date.UTC(2026, 0, 1)): LeapClock {
  const clock = createFakeClock({ startMs: 0, settle })
  let wallOffsetMs = wallStartMs

  return {
    now: () => wallOffsetMs + clock.now(),
    setTimer: (callback, delayMs) => clock.setTimer(callback, delayMs),
    advance: (ms) => clock.advance(ms),
    sleep: (ms) => clock.sleep(ms),
    elapsedMs: () => clock.now(),
    setWall(byMs) {
      wallOffsetMs += byMs
    },
    async until(promise, limitMs) {
      const endMs = clock.now() + limitMs
      const state = { isSettled: false }
      const onSettled = (): void => void (state.isSettled = true)
      promise.then(onSettled, onSettled)
      for (let idleMs = 0; idleMs < patienceMs;) {
        await settle()
        if (state.isSettled) return
        const [delayMs] = clock.pendingDelaysMs()
        if (delayMs === undefined) {
          idleMs++
          await realPause(1)
        } else if (clock.now() + delayMs > endMs) throw new Error(`Not settled after ${limitMs} ms.`)
        else await clock.advance(delayMs)
      }
      throw new Error('It hangs: not settled, and there is nothing that it could wait for.')
    },
    async drain(limitMs) {
      const endMs = clock.now() + limitMs
      while ((await clock.advanceToNextTimer()) !== undefined) {
        if (clock.now() > endMs) throw new Error(`A timer is left ${limitMs} ms later.`)
      }
    },
    get pendingTimers() {
      return clock.pendingDelaysMs().length
    },
  }
}

/** A macrotask comes after all microtasks. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await nextTurn()
}

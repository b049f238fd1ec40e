import { syncBuiltinESMExports } from 'node:module'
import nodeTimers from 'node:timers'
import nodeTimersPromises from 'node:timers/promises'

interface TestClock {
  now(): number
  setTimer(callback: () => void, delayMs: number): () => void
}

type Callback = (...args: unknown[]) => void

/** Longer delays, and those that are not numbers, are 1 ms for Node. */
const maxDelayMs = 2 ** 31 - 1

/** Timers that are set. */
const active = new Set<TestTimer>()

/** Whether a timer is set that keeps a process alive, as Node's do until `unref`. */
export function keepsAlive(): boolean {
  return [...active].some((timer) => timer.hasRef())
}

/** What `setTimeout` and `setInterval` return, as far as libraries use it. */
class TestTimer {
  readonly #clock: TestClock
  readonly #callback: () => void
  readonly #delayMs: number
  readonly #repeats: boolean
  #cancel: (() => void) | undefined
  #hasRef = true

  constructor(clock: TestClock, callback: () => void, delayMs: unknown, repeats: boolean) {
    const delay = Number(delayMs)
    this.#clock = clock
    this.#callback = callback
    this.#delayMs = delay >= 1 && delay <= maxDelayMs ? Math.trunc(delay) : 1
    this.#repeats = repeats
    this.refresh()
  }

  refresh(): this {
    this.#cancel?.()
    active.add(this)
    this.#cancel = this.#clock.setTimer(() => {
      this.#cancel = undefined
      active.delete(this)
      if (this.#repeats) this.refresh()
      this.#callback()
    }, this.#delayMs)
    return this
  }

  close(): this {
    this.#cancel?.()
    this.#cancel = undefined
    active.delete(this)
    return this
  }

  ref(): this {
    this.#hasRef = true
    return this
  }

  unref(): this {
    this.#hasRef = false
    return this
  }

  hasRef(): boolean {
    return this.#hasRef
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

let replaced: { readonly clock: TestClock; users: number; readonly restore: () => void } | undefined

/**
 * Puts the timers and `Date.now()` of this process on a clock, for libraries that take none: discord.js waits for rate
 * limits and beats its heart by them. Timers that are set already stay real.
 * @returns a function that undoes it; of several on the same clock the last one does
 * @throws Error when they are on another clock
 */
export function replaceTimers(clock: TestClock): () => void {
  replaced ??= { clock, users: 0, restore: install(clock) }
  if (replaced.clock !== clock) throw new Error('The timers of this process are on a clock of a test already.')
  const current = replaced
  let isUsed = true
  current.users++
  return () => {
    if (!isUsed) return
    isUsed = false
    if (--current.users > 0) return
    current.restore()
    replaced = undefined
  }
}

function install(clock: TestClock): () => void {
  const real = { setTimeout, clearTimeout, setInterval, clearInterval }
  const realNow = Date.now
  const realSleep = nodeTimersPromises.setTimeout

  const start =
    (repeats: boolean) =>
    (callback: Callback, delayMs?: number, ...args: unknown[]): TestTimer =>
      new TestTimer(clock, () => callback(...args), delayMs, repeats)
  const stop =
    (stopReal: (timer: NodeJS.Timeout | undefined) => void) =>
    (timer?: TestTimer | NodeJS.Timeout): void => {
      if (timer instanceof TestTimer) timer.close()
      else stopReal(timer)
    }
  const put = (timers: object, sleep: unknown, now: () => number): void => {
    Object.assign(globalThis, timers)
    Object.assign(nodeTimers, timers)
    Object.assign(nodeTimersPromises, { setTimeout: sleep })
    Date.now = now
    // For those who import them by name.
    syncBuiltinESMExports()
  }
  const ours = {
    setTimeout: start(false),
    clearTimeout: stop(real.clearTimeout),
    setInterval: start(true),
    clearInterval: stop(real.clearInterval),
  }
  put(ours, sleepOn(clock), () => Math.trunc(clock.now()))
  return () => put(real, realSleep, realNow)
}

/** `setTimeout` of `node:timers/promises`. */
function sleepOn(clock: TestClock) {
  return <T>(delayMs?: number, value?: T, { signal }: { signal?: AbortSignal } = {}): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        timer.close()
        reject(
          Object.assign(new Error('The operation was aborted', { cause: signal?.reason }), {
            name: 'AbortError',
            code: 'ABORT_ERR',
          }),
        )
      }
      const finish = (): void => {
        signal?.removeEventListener('abort', abort)
        resolve(value)
      }
      const timer = new TestTimer(clock, finish, delayMs, false)
      if (signal?.aborted) abort()
      else signal?.addEventListener('abort', abort, { once: true })
    })
}

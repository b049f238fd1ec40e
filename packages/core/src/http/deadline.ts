import type { Clock } from './clock.ts'

/** Why an operation under {@link withDeadline} was stopped from outside. */
export class DeadlineReached extends Error {
  constructor(timeoutMs: number) {
    super(`Not finished within ${timeoutMs} ms.`)
  }
}

/** What may end an operation early. */
export interface Limits {
  readonly clock: Clock
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** The caller's own signal ended the operation; `cause` is its reason. */
export class CallerAborted extends Error {
  constructor(reason: unknown) {
    super('Aborted by the caller.', { cause: reason })
  }
}

/** A timer that fires later than this was held up: the process was stopped, or busy with something else. */
const lateMs = 100
/** What an operation gets after that, at most; an answer may have been waiting in its socket all the time. */
const graceMs = 5_000

/**
 * Runs one operation under one deadline and the caller's signal, over everything it does (headers and body). Settles
 * at once when either ends it, even if the operation ignores the signal it is given, and leaves no timer or listener.
 * When the deadline itself comes late, because the process slept, sockets get their turn first: timers run before them.
 * @throws {DeadlineReached} @throws {CallerAborted} or what the operation throws
 */
export function withDeadline<T>(
  { clock, timeoutMs, signal }: { clock: Clock; timeoutMs: number; signal?: AbortSignal | undefined },
  operation: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // One promise and no race: this runs for every request.
  return new Promise((resolve, reject) => {
    if (signal?.aborted) throw new CallerAborted(signal.reason)
    const controller = new AbortController()
    const leave = (): void => {
      cancelTimer()
      signal?.removeEventListener('abort', onAbort)
    }
    const stop = (reason: Error): void => {
      leave()
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = (): void => stop(new CallerAborted(signal?.reason))
    let cancelTimer: () => void
    const setTimer = (delayMs: number): void => {
      const dueAtMs = clock.now() + delayMs
      cancelTimer = clock.setTimer(() => {
        if (clock.now() - dueAtMs > lateMs) setTimer(Math.min(timeoutMs, graceMs))
        else stop(new DeadlineReached(timeoutMs))
      }, delayMs)
    }
    setTimer(timeoutMs)
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      operation(controller.signal).finally(leave).then(resolve, reject)
    } catch (error) {
      leave()
      throw error
    }
  })
}

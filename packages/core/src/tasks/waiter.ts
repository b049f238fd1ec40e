import type { Generation } from '../contract/generation.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { AbortedError } from '../errors/request-errors.ts'
import { notify, type ProgressEvent } from './progress.ts'
import type { TaskEnd } from './task-end.ts'

export interface WaitLimits {
  readonly deadlineMs: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined
}

/** Somebody who waits for a task. Whatever ends the wait takes its listener off the signal. */
export interface Waiter {
  readonly deadlineAtMs: number
  readonly deadlineMs: number
  report(event: ProgressEvent): void
  /** The task has ended. */
  settle(end: TaskEnd): void
  /** Rejects although the task goes on. */
  giveUp(error: FluxError): void
}

/** @param onLeave called once, before the promise settles */
export function createWaiter(
  taskId: string,
  { deadlineMs, signal, onProgress }: WaitLimits,
  nowMs: number,
  onLeave: (waiter: Waiter) => void,
): { readonly waiter: Waiter; readonly promise: Promise<Generation> } {
  const { promise, resolve, reject } = Promise.withResolvers<Generation>()
  const onAbort = (): void => waiter.giveUp(abortedWait(taskId, signal))
  const leave = (): void => {
    signal?.removeEventListener('abort', onAbort)
    onLeave(waiter)
  }
  const waiter: Waiter = {
    // NaN is not a number of milliseconds to anybody but plain JavaScript; timers would take it for none at all.
    deadlineAtMs: nowMs + (deadlineMs || 0),
    deadlineMs,
    report: (event) => notify(onProgress, event),
    settle(end) {
      leave()
      if ('result' in end) {
        notify(onProgress, { type: 'succeeded', taskId, result: end.result })
        resolve(end.result)
      } else {
        notify(onProgress, { type: 'failed', taskId, error: end.error })
        reject(end.error)
      }
    },
    giveUp(error) {
      leave()
      reject(error)
    },
  }
  signal?.addEventListener('abort', onAbort, { once: true })
  return { waiter, promise }
}

export function abortedWait(taskId: string, signal: AbortSignal | undefined): AbortedError {
  const summary = 'The wait was aborted; the task goes on at the service.'
  const advice = 'Keep the task id: the result can be collected later.'
  return new AbortedError(summary, { taskId, charged: 'yes', advice, cause: signal?.reason })
}

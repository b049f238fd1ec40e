import type { Generation } from '../contract/generation.ts'
import { errorCodes } from '../errors/codes.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { AbortedError } from '../errors/request-errors.ts'
import { notify, notifyOutcome, type ProgressEvent } from './progress.ts'
import type { TaskOutcome } from './task-outcome.ts'

export interface WaitLimits {
  readonly deadlineMs: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined
}

/** One wait for a task. However it ends, its listener leaves the signal. */
export interface Waiter {
  readonly deadlineAtMs: number
  readonly deadlineMs: number
  report(event: ProgressEvent): void
  /** The task has ended. */
  settle(outcome: TaskOutcome): void
  /** Rejects although the task continues. */
  giveUp(error: FluxError): void
}

/** @param onLeave called once, before the promise settles */
export function createWaiter(
  taskId: string,
  { deadlineMs, signal, onProgress }: WaitLimits,
  nowMs: number,
  onLeave: (waiter: Waiter) => void,
): { readonly waiter: Waiter; readonly promise: Promise<Generation> } {
  let waiter!: Waiter
  const promise = new Promise<Generation>((resolve, reject) => {
    const onAbort = (): void => waiter.giveUp(abortedWait(taskId, signal))
    const leave = (): void => {
      signal?.removeEventListener('abort', onAbort)
      onLeave(waiter)
    }
    waiter = {
      // NaN is a number of milliseconds to plain JavaScript only; timers would take it for none at all.
      deadlineAtMs: nowMs + (deadlineMs || 0),
      deadlineMs,
      report: (event) => notify(onProgress, event),
      settle(outcome) {
        leave()
        notifyOutcome(taskId, outcome, onProgress)
        if ('result' in outcome) resolve(outcome.result)
        else reject(outcome.error)
      },
      giveUp(error) {
        leave()
        reject(error)
      },
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
  return { waiter, promise }
}

export function abortedWait(taskId: string, signal: AbortSignal | undefined): AbortedError {
  const summary = 'The wait was aborted; the task continues at the service.'
  const { advice } = errorCodes.wait_deadline
  return new AbortedError(summary, { taskId, charged: 'yes', advice, cause: signal?.reason })
}

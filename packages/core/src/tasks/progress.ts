import type { SentSize } from '../contract/choose-size.ts'
import type { Generation } from '../contract/generation.ts'
import type { FluxError } from '../errors/flux-error.ts'
import type { TaskOutcome } from './task-outcome.ts'

/** What happens to a task, as it becomes known. Times in milliseconds since the Unix epoch by the wall clock. */
export type ProgressEvent =
  | {
      readonly type: 'submitted'
      readonly taskId: string
      readonly traceId?: string
      /** The size that was sent, and who chose it. */
      readonly size: SentSize
      readonly atMs: number
      /** The caller had aborted, and the response arrived later: the task runs and costs money. */
      readonly late?: boolean
    }
  | {
      readonly type: 'queued' | 'running'
      readonly taskId: string
      readonly elapsedMs: number
      /** How long half of the tasks of this model take. */
      readonly expectedMs: number
    }
  /** A poll failed; the wait continues. */
  | { readonly type: 'poll-failed'; readonly taskId: string; readonly error: FluxError }
  | { readonly type: 'succeeded'; readonly taskId: string; readonly result: Generation }
  | { readonly type: 'failed'; readonly taskId: string; readonly error: FluxError }

/**
 * Calls a listener. An error that it throws is rethrown asynchronously, as an event target does: a bug in
 * drawing a progress bar must not cost an image.
 */
export function notify(listener: ((event: ProgressEvent) => void) | undefined, event: ProgressEvent): void {
  try {
    listener?.(event)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

/** Reports how a task ended. */
export function notifyOutcome(
  taskId: string,
  outcome: TaskOutcome,
  listener: ((event: ProgressEvent) => void) | undefined,
): void {
  notify(
    listener,
    'error' in outcome ? { type: 'failed', taskId, ...outcome } : { type: 'succeeded', taskId, ...outcome },
  )
}

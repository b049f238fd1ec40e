import type { SentSize } from '../contract/choose-size.ts'
import type { Generation } from '../contract/generation.ts'
import type { FluxError } from '../errors/flux-error.ts'
import type { TaskEnd } from './task-end.ts'

/** What happens to a task, as it becomes known. Times in milliseconds since the Unix epoch by the client's clock. */
export type ProgressEvent =
  | {
      readonly type: 'submitted'
      readonly taskId: string
      readonly traceId?: string
      /** The size that was sent, and who chose it. */
      readonly size: SentSize
      readonly atMs: number
      /** The caller had given up, and the answer came after all: the task runs and costs. */
      readonly late?: boolean
    }
  | {
      readonly type: 'queued' | 'running'
      readonly taskId: string
      readonly elapsedMs: number
      /** How long half of the tasks of this model take. */
      readonly expectedMs: number
    }
  /** A look failed; the wait goes on. */
  | { readonly type: 'poll-failed'; readonly taskId: string; readonly error: FluxError }
  | { readonly type: 'succeeded'; readonly taskId: string; readonly result: Generation }
  | { readonly type: 'failed'; readonly taskId: string; readonly error: FluxError }

/**
 * Tells a listener. What it throws is thrown again where nobody's wait is in the way, as an event target does: a
 * mistake in drawing a progress bar must not cost a picture.
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

/** Tells a listener how a task ended. @returns the pictures @throws why there are none */
export function tellEnd(taskId: string, end: TaskEnd, listener?: (event: ProgressEvent) => void): Generation {
  const isError = 'error' in end
  notify(listener, isError ? { type: 'failed', taskId, ...end } : { type: 'succeeded', taskId, ...end })
  if (isError) throw end.error
  return end.result
}

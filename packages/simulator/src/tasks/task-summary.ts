import type { Task } from './task.ts'

/** What tests and the page see of a task. Times are epoch milliseconds. */
export interface TaskSummary {
  readonly id: string
  readonly traceId: string
  readonly state: 'running' | 'succeeded' | 'failed'
  readonly action: 'generate' | 'edit'
  readonly model: string
  readonly prompt: string
  readonly size: string | undefined
  /** What it has cost: nothing any more once it was refunded. */
  readonly credits: number
  readonly createdMs: number
  readonly startedMs: number
  readonly finishedMs: number | undefined
  readonly error: { readonly code: string; readonly message: string } | undefined
  /** Last parts of the links, once the task has succeeded. */
  readonly images: readonly string[]
  /** Polls that requested it. */
  readonly polls: number
}

export function summarise(task: Task): TaskSummary {
  return {
    id: task.id,
    traceId: task.traceId,
    state: task.state,
    action: task.submission.action,
    model: task.submission.model.id,
    prompt: task.submission.prompt,
    size: task.submission.size,
    credits: task.isRefunded ? 0 : task.credits,
    createdMs: task.createdMs,
    startedMs: task.startedMs,
    finishedMs: task.finishedMs,
    error: task.error && { code: task.error.code, message: task.error.message },
    images: task.state === 'succeeded' ? task.images.map(({ name }) => name) : [],
    polls: task.polls,
  }
}

import { FluxError, type FluxErrorDetails } from './flux-error.ts'

type TaskErrorDetails = FluxErrorDetails & { readonly taskId: string }

/** The task ended without an image. Code `task_failed`, or `finished_without_image` when it doesn't say that it failed. */
export class TaskFailedError extends FluxError {
  /** The code that the service gave as the reason; absent when it gave none. */
  declare readonly serviceCode?: string

  constructor(
    summary: string,
    details: TaskErrorDetails,
    code: 'task_failed' | 'finished_without_image' = 'task_failed',
  ) {
    super(code, summary, details)
  }

  override get name(): string {
    return 'TaskFailedError'
  }
}

/**
 * The service doesn't know the task id, checked as often as `docs/guides/task-states.md` says. The result may still be
 * recovered later. Code `unknown_task`.
 */
export class UnknownTaskError extends FluxError {
  constructor(details: TaskErrorDetails) {
    super('unknown_task', `The service does not know task ${details.taskId}.`, details)
  }

  override get name(): string {
    return 'UnknownTaskError'
  }
}

/**
 * The task was still running at the deadline of the wait; it continues at the service. Code `wait_deadline`. `cause` is
 * the failure of the last look, if that is why nothing was seen.
 */
export class WaitDeadlineError extends FluxError {
  constructor(deadlineMs: number, details: TaskErrorDetails & { readonly cause?: FluxError | undefined }) {
    const { taskId, cause } = details
    const why = cause ? `; the last poll failed: ${cause.summary}` : '.'
    super('wait_deadline', `Task ${taskId} was not finished within ${Math.round(deadlineMs / 1000)} s${why}`, details)
  }

  override get name(): string {
    return 'WaitDeadlineError'
  }
}

import { defined } from '../contract/defined.ts'
import type { SubmissionReading, TaskReading } from '../contract/answers.ts'
import type { Generation } from '../contract/generation.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { redact } from '../errors/redact.ts'
import { TaskFailedError } from '../errors/task-errors.ts'
import { classify } from './classify.ts'

/** How a task ended. */
export type TaskEnd = { readonly result: Generation } | { readonly error: FluxError }

/** @returns `undefined` while it runs; a doubtful report counts as running here */
export function endOfTask(task: TaskReading): TaskEnd | undefined {
  const verdict = classify(task.response, task.finishedAtMs !== undefined)
  if (verdict.state === 'failed') return { error: failedTask(task.id, verdict, task.traceId, [task.prompt]) }
  if (verdict.state !== 'succeeded') return undefined
  const { id: taskId, traceId, response, raw } = task
  const elapsedMs = task.elapsedMs ?? serverDurationMs(task)
  return { result: defined({ taskId, traceId, images: response.images, elapsedMs, raw }) }
}

/**
 * The end that an answer to a submission, or a callback, tells.
 * @param finished callbacks come only when the task is over; a synchronous answer may be an acceptance
 * @returns `undefined` when it does not tell how the task ended
 */
export function endOfAnswer(
  { traceId, response, raw }: SubmissionReading,
  taskId: string,
  finished: boolean,
  secrets: readonly (string | undefined)[] = [],
): TaskEnd | undefined {
  const { success, statusWord, error, images } = response
  const telling = success !== undefined || statusWord || error || images.length > 0
  const verdict = classify(response, finished)
  if (!telling) return undefined
  if (verdict.state === 'failed') return { error: failedTask(taskId, verdict, traceId, secrets) }
  return verdict.state === 'succeeded' ? { result: defined({ taskId, traceId, images, raw }) } : undefined
}

export function failedTask(
  taskId: string,
  reason: { readonly message: string; readonly serviceCode?: string | undefined },
  traceId: string | undefined,
  secrets: readonly (string | undefined)[],
): TaskFailedError {
  const message = redact(reason.message, secrets).replace(/[.!]?$/, '.')
  const serviceCode = reason.serviceCode === undefined ? undefined : redact(reason.serviceCode, secrets)
  return new TaskFailedError(`The task failed: ${message}`, { taskId, traceId, serviceCode })
}

/** From acceptance to finish by the service's own clock. */
export function serverDurationMs({ createdAtMs, finishedAtMs }: TaskReading): number | undefined {
  return createdAtMs !== undefined && finishedAtMs !== undefined && finishedAtMs > createdAtMs
    ? finishedAtMs - createdAtMs
    : undefined
}

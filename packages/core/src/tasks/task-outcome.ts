import { defined } from '../contract/defined.ts'
import type { ResponseReading, SubmissionReading, TaskReading } from '../contract/answers.ts'
import type { Generation } from '../contract/generation.ts'
import type { JsonObject } from '../contract/json.ts'
import { missingImages } from '../contract/missing-images.ts'
import type { FluxError } from '../errors/flux-error.ts'
import type { Charged } from '../errors/codes.ts'
import { requestSecrets } from '../errors/request-secrets.ts'
import { quotable, quotableCode, quotableId, repeatsSecret, type Secrets } from '../errors/service-text.ts'
import { TaskFailedError } from '../errors/task-errors.ts'
import { taskStatus, type UnconfirmedKind } from './task-status.ts'

/** How a task ended. */
export type TaskOutcome = { readonly result: Generation } | { readonly error: FluxError }

/** What a report says of a task: the task itself, a synchronous answer, or a callback. */
interface Report {
  readonly taskId: string
  readonly traceId: string | undefined
  readonly response: ResponseReading
  readonly elapsedMs?: number | undefined
  /** How many images the echoed request asks for. */
  readonly requested?: number | undefined
  readonly raw: JsonObject
}

/** @returns `undefined` while it runs, or when one report isn't enough to say how it ended */
export function taskOutcome(task: TaskReading, secrets: Secrets): TaskOutcome | undefined {
  const { id: taskId, traceId, response, count: requested, raw } = task
  const elapsedMs = task.elapsedMs ?? serverDurationMs(task)
  return outcomeOf({ taskId, traceId, response, elapsedMs, requested, raw }, isFinished(task), secrets)
}

/**
 * How the answer to a synchronous submission says that its task ended.
 * @param taskId empty when the answer names none: nothing can be polled then, so what it contains is final
 */
export function answerOutcome(reading: SubmissionReading, taskId: string, secrets: Secrets): TaskOutcome | undefined {
  const finished = taskId === '' || reading.response.finishedAtMs !== undefined
  return outcomeOf({ ...reading, taskId }, finished, secrets)
}

/** The images of a callback. Nothing else in a callback counts without a poll: it isn't signed, and can be an acceptance. */
export function callbackResult(reading: SubmissionReading, taskId: string): Generation | undefined {
  const outcome = outcomeOf({ ...reading, taskId }, true, [])
  return outcome && 'result' in outcome ? outcome.result : undefined
}

/** The error of a task that failed, or that finished without an image. */
export function failedTask(task: TaskReading, kind: UnconfirmedKind, secrets: Secrets): TaskFailedError {
  return taskFailure({ ...task, taskId: task.id }, kind, secrets)
}

export function isFinished({ finishedAtMs, response }: TaskReading): boolean {
  return (finishedAtMs ?? response.finishedAtMs) !== undefined
}

/** From acceptance to finish by the service's own clock. */
export function serverDurationMs({ createdAtMs, finishedAtMs }: TaskReading): number | undefined {
  return createdAtMs !== undefined && finishedAtMs !== undefined && finishedAtMs > createdAtMs
    ? finishedAtMs - createdAtMs
    : undefined
}

function outcomeOf(report: Report, finished: boolean, secrets: Secrets): TaskOutcome | undefined {
  const { taskId, traceId, response, elapsedMs, requested, raw } = report
  const { images, cost } = response
  const { state } = taskStatus(response, finished)
  if (state === 'failed') return { error: taskFailure(report, 'failure', secrets) }
  if (state !== 'succeeded') return undefined
  const missing = missingImages(requested, images)
  return { result: defined({ taskId, traceId, images, elapsedMs, cost, missingImages: missing, raw }) }
}

function taskFailure(report: Report, kind: UnconfirmedKind, known: Secrets): TaskFailedError {
  const { taskId, traceId, response, raw } = report
  const secrets = [...known, ...requestSecrets(raw['request'])]
  const { error, statusWord, images, cost } = response
  const serviceText = error?.message ?? statusWord
  const imageUrls = images.map(({ url }) => url)
  return new TaskFailedError(
    summaryOf(kind, response, secrets),
    {
      taskId,
      traceId: quotableId(traceId, secrets),
      charged: chargedFor(kind, response),
      serviceCode: quotableCode(error?.code, secrets),
      imageUrls,
      linksAreSecret: imageUrls.some((url) => repeatsSecret(url, secrets)),
      cost,
      serviceText,
      answer: raw,
    },
    kind === 'failure' ? 'task_failed' : 'finished_without_image',
  )
}

function summaryOf(kind: UnconfirmedKind, { error, statusWord }: ResponseReading, secrets: Secrets): string {
  const what = kind === 'failure' ? 'The task failed' : 'The task finished without an image'
  const serviceText = error?.message ?? (kind === 'failure' ? statusWord : undefined)
  if (serviceText === undefined) return kind === 'failure' ? `${what}: The service gave no reason.` : `${what}.`
  const quoted = quotable(serviceText, secrets)?.replace(/[.!?]?$/, '.')
  if (quoted === undefined) return `${what}.`
  return error?.message === undefined ? `${what}: The service reports: ${quoted}` : `${what}: ${quoted}`
}

/** Source: "Charged?", flux-api.md. */
function chargedFor(kind: UnconfirmedKind, { cost, images, error }: ResponseReading): Charged {
  if (cost) return cost.amount > 0 ? 'yes' : 'no'
  return kind === 'failure' && images.length === 0 && error?.code !== undefined ? 'no' : 'unknown'
}

import { defined } from '../contract/defined.ts'
import { readSubmission, type SubmissionReading } from '../contract/answers.ts'
import type { Generation } from '../contract/generation.ts'
import { defaultModelIds } from '../contract/models.ts'
import { checkRequest, type FluxRequest, toSubmissionBody } from '../contract/request.ts'
import { OutcomeUnknownError } from '../errors/network-errors.ts'
import { AbortedError, InvalidRequestError } from '../errors/request-errors.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { errorFromAnswer } from '../http/service-answer.ts'
import { type Flight, submitCall } from '../http/submit-call.ts'
import { notify } from '../tasks/progress.ts'
import { endOfAnswer } from '../tasks/task-end.ts'
import type { Service } from './service.ts'
import type { SubmitOptions, SubmittedTask } from './types.ts'

/** The service's own path. Source: the vendor's OpenAPI file. */
const imagesPath = '/flux/images'

/**
 * Submits for later: returns with the task id as soon as the service has accepted. An abort after the request was sent
 * rejects at once, but the request goes on by itself: tearing it down could not take the submission back, and its
 * answer, reported as `late`, is the only way to the task id.
 */
export async function submitTask(
  service: Service,
  request: FluxRequest,
  { signal, onProgress }: SubmitOptions,
): Promise<SubmittedTask> {
  assertValid(request)
  const { action } = request
  const flight: Flight = { sending: false }
  const prepared = await service.prepare(imagesPath, toSubmissionBody(request, 'async'))
  const submittedAtMs = service.settings.network.clock.now()
  let gaveUp = false
  const answered = service.untilClosed(async (closed) => {
    const { taskId: id, traceId } = await send(service, { ...prepared, signal: closed }, request, flight, signal)
    if (!id) throw unreadable(prepared, traceId)
    const late = gaveUp || undefined
    notify(onProgress, defined({ type: 'submitted' as const, taskId: id, traceId, atMs: submittedAtMs, late }))
    return defined({ id, traceId, action, model: request.model ?? defaultModelIds[action], submittedAtMs })
  })
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      // Not on its way: the call itself notices the abort and knows that nothing was charged.
      if (!flight.sending) return
      gaveUp = true
      reject(abortedInFlight(prepared, signal))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    answered.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort))
  })
}

/** Submits and holds the connection until the pictures are there. */
export async function submitAndHold(
  service: Service,
  request: FluxRequest,
  { signal, onProgress }: SubmitOptions,
): Promise<Generation> {
  assertValid(request)
  const { clock } = service.settings.network
  const { syncTimeoutMs: timeoutMs } = service.settings
  const call = await service.prepare(imagesPath, toSubmissionBody(request, 'sync'), { timeoutMs, signal })
  const submittedAtMs = clock.now()
  const reading = await send(service, call, request, { sending: false }, signal)
  const { taskId = '', traceId } = reading
  if (taskId) notify(onProgress, defined({ type: 'submitted' as const, taskId, traceId, atMs: submittedAtMs }))
  const end = endOfAnswer(reading, taskId, request.prompt)
  if (!end) throw unreadable(call, traceId)
  if ('error' in end) throw end.error
  return { ...end.result, elapsedMs: clock.now() - submittedAtMs }
}

/** @throws {InvalidRequestError} before anything is sent */
function assertValid(request: FluxRequest): void {
  const issues = checkRequest(request)
  if (issues.length > 0) throw new InvalidRequestError(issues)
}

async function send(
  { settings }: Service,
  call: ServiceCall,
  request: FluxRequest,
  flight: Flight,
  signal: AbortSignal | undefined,
): Promise<SubmissionReading> {
  const policy = { ...settings.retry, afterServiceError: settings.retrySubmissionAfterServiceError }
  const secrets = [call.token, request.prompt]
  const json = await submitCall(settings.network, call, policy, { secrets, flight, signal })
  const reading = readSubmission(json)
  if (!reading) throw unreadable(call, undefined)
  // An error with status 200 and without a task: the service says itself that it accepted nothing.
  if (reading.response.success === false && reading.response.error?.code !== undefined && !reading.taskId) {
    throw errorFromAnswer({ status: 200, json }, { method: 'POST', url: call.url, retryable: false }, secrets)
  }
  return reading
}

function unreadable(call: ServiceCall, traceId: string | undefined): OutcomeUnknownError {
  const summary = 'The submission was sent, but its answer names neither a task nor a picture.'
  return new OutcomeUnknownError(summary, { method: 'POST', url: call.url, traceId })
}

function abortedInFlight(call: ServiceCall, signal: AbortSignal | undefined): AbortedError {
  return new AbortedError('The call was aborted while the submission was on its way.', {
    method: 'POST',
    url: call.url,
    charged: 'unknown',
    retryable: false,
    advice: 'The task may be running: look at the usage page of the console before submitting again.',
    cause: signal?.reason,
  })
}

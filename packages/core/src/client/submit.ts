import { defined } from '../contract/defined.ts'
import { readSubmission, type SubmissionReading } from '../contract/answers.ts'
import type { Generation } from '../contract/generation.ts'
import { defaultModelIds } from '../contract/models.ts'
import { checkRequest } from '../contract/check-request.ts'
import { chooseSize, type SentSize } from '../contract/choose-size.ts'
import type { LooseFluxRequest } from '../contract/request-schemas.ts'
import { toSubmissionBody } from '../contract/submission-body.ts'
import { jobKeyIn } from '../callbacks/callback-url.ts'
import { OutcomeUnknownError } from '../errors/network-errors.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'
import { requestSecrets } from '../errors/request-secrets.ts'
import type { Secrets } from '../errors/service-text.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { type Flight, submitCall } from '../http/submit-call.ts'
import { abortedOnItsWay } from '../http/submit-outcome.ts'
import { notify, type ProgressEvent } from '../tasks/progress.ts'
import { answerOutcome } from '../tasks/task-outcome.ts'
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
  request: LooseFluxRequest,
  options: SubmitOptions,
): Promise<SubmittedTask> {
  assertValid(request)
  // Not for those that hold their connection: they would wait for each other's pictures.
  const leave = await service.gate.enter(options.signal)
  return sendTask(service, request, options).finally(leave)
}

async function sendTask(service: Service, request: LooseFluxRequest, options: SubmitOptions): Promise<SubmittedTask> {
  const { signal, onProgress } = options
  const flight: Flight = { sending: false }
  const size = chooseSize(request)
  const body = toSubmissionBody(request, size.sent, 'async')
  const prepared = await service.prepare(imagesPath, body, { signal })
  const secrets = requestSecrets(body)
  const atMs = service.settings.network.clock.now()
  let late = false
  const answered = service.untilClosed(async (closed) => {
    const reading = await send(service, { ...prepared, signal: closed }, secrets, flight, signal)
    const task = accept(reading, request, size, prepared, atMs, (event) =>
      notify(onProgress, late ? { ...event, late } : event),
    )
    return remember(service, task, request, options, secrets)
  })
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      // Not on its way: the call itself notices the abort and knows that nothing was charged.
      if (!flight.sending) return
      late = true
      reject(abortedOnItsWay(prepared, signal?.reason))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    answered.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort))
  })
}

/**
 * Submits and holds the connection until the pictures are there.
 * @returns the task when the service answers with an acceptance all the same, as it does when there is a callback URL
 */
export async function submitAndHold(
  service: Service,
  request: LooseFluxRequest,
  options: SubmitOptions,
): Promise<Generation | SubmittedTask> {
  assertValid(request)
  const { signal, onProgress } = options
  const { clock } = service.settings.network
  const { syncTimeoutMs: timeoutMs } = service.settings
  const size = chooseSize(request)
  const body = toSubmissionBody(request, size.sent, 'sync')
  const call = await service.prepare(imagesPath, body, { timeoutMs, signal })
  const secrets = requestSecrets(body)
  const atMs = clock.now()
  const reading = await send(service, call, secrets, { sending: false }, signal)
  const { taskId = '' } = reading
  const outcome = answerOutcome(reading, taskId, [...secrets, call.token])
  const accepted = (): SubmittedTask => {
    const task = accept(reading, request, size, call, atMs, (event) => notify(onProgress, event))
    return remember(service, task, request, options, secrets)
  }
  if (!outcome) return accepted()
  if (taskId) accepted()
  if ('error' in outcome) throw outcome.error
  return { ...outcome.result, size, elapsedMs: clock.now() - atMs }
}

/** From here on it costs. @throws {OutcomeUnknownError} when the answer names no task */
function accept(
  reading: SubmissionReading,
  { action, model = defaultModelIds[action] }: LooseFluxRequest,
  size: SentSize,
  { url }: ServiceCall,
  atMs: number,
  report: (event: Extract<ProgressEvent, { type: 'submitted' }>) => void,
): SubmittedTask {
  const { taskId, traceId } = reading
  if (!taskId) throw unreadable(url, reading)
  report(defined({ type: 'submitted' as const, taskId, traceId, size, atMs }))
  return defined({ id: taskId, traceId, action, model, size, submittedAtMs: atMs })
}

/** So that its wait, and callbacks for it, need nothing from the caller. */
function remember(
  { known, settings }: Service,
  task: SubmittedTask,
  { callbackUrl }: LooseFluxRequest,
  options: SubmitOptions,
  secrets: Secrets,
): SubmittedTask {
  const jobKey = options.jobKey ?? (callbackUrl === undefined ? undefined : jobKeyIn(callbackUrl))
  known.note(task.id, settings.network.clock.now(), {
    held: true,
    owned: true,
    sinceMs: task.submittedAtMs,
    jobKey,
    secrets,
  })
  return jobKey === undefined ? task : { ...task, jobKey }
}

/** @throws {InvalidRequestError} before anything is sent */
function assertValid(request: LooseFluxRequest): void {
  const issues = checkRequest(request)
  if (issues.length > 0) throw new InvalidRequestError(issues)
}

async function send(
  { settings }: Service,
  call: ServiceCall,
  requested: Secrets,
  flight: Flight,
  signal: AbortSignal | undefined,
): Promise<SubmissionReading> {
  const policy = { ...settings.retry, afterServiceError: settings.retrySubmissionAfterServiceError }
  const secrets = [...requested, call.token]
  const json = await submitCall(settings.network, call, policy, { secrets, flight, signal })
  const reading = readSubmission(json)
  if (!reading) throw unreadable(call.url)
  return reading
}

function unreadable(url: URL, reading?: SubmissionReading): OutcomeUnknownError {
  const summary = 'The submission was sent, but its answer names no task.'
  const imageUrls = reading?.response.images.map((image) => image.url)
  return new OutcomeUnknownError(summary, {
    method: 'POST',
    url,
    traceId: reading?.traceId,
    imageUrls,
    answer: reading?.raw,
  })
}

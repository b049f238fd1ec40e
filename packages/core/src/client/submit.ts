import { readSubmission, type SubmissionReading } from '../contract/answers.ts'
import type { Generation } from '../contract/generation.ts'
import { defaultModelIds } from '../contract/models.ts'
import { checkRequest } from '../contract/check-request.ts'
import { onlyEdition, planSizes, type SentSize } from '../contract/choose-size.ts'
import type { JsonObject } from '../contract/json.ts'
import type { LooseFluxRequest } from '../contract/request-schemas.ts'
import { toSubmissionBody } from '../contract/submission-body.ts'
import { OutcomeUnknownError } from '../errors/network-errors.ts'
import { assertValid } from '../errors/request-errors.ts'
import { headerSecrets, requestSecrets } from '../errors/request-secrets.ts'
import { quotableId, repeatsSecret, type Secrets } from '../errors/service-text.ts'
import { toWallMs } from '../http/clock.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { type Flight, submitCall } from '../http/submit-call.ts'
import { abortedInFlight } from '../http/submit-outcome.ts'
import { notify, type ProgressEvent } from '../tasks/progress.ts'
import { answerOutcome } from '../tasks/task-outcome.ts'
import { withSubmission } from '../tasks/with-submission.ts'
import { acceptTask, jobKeyOf } from './accept-task.ts'
import type { Service } from './service.ts'
import { tryPlan } from './size-refusal.ts'
import type { SubmitOptions } from './options.ts'
import type { SubmittedTask } from './types.ts'

/** The service's own path. Source: the vendor's OpenAPI file. */
const imagesPath = '/flux/images'

/**
 * Submits for later: returns with the task id as soon as the service has accepted. An abort after the request was sent
 * rejects at once, but the request continues: tearing it down could not take the submission back, and its
 * answer, reported as `late`, is the only way to the task id.
 */
export async function submitTask(
  service: Service,
  request: LooseFluxRequest,
  options: SubmitOptions,
): Promise<SubmittedTask> {
  const measured = await prepareRequest(service, request, options.signal)
  // Not for those that hold their connection: they would wait for each other's images.
  const leave = await service.limiter.enter(options.signal)
  return sendTask(service, measured, options).finally(leave)
}

async function sendTask(service: Service, request: LooseFluxRequest, options: SubmitOptions): Promise<SubmittedTask> {
  const { signal, onProgress } = options
  const flight: Flight = { sending: false }
  let late = false
  const answered = service.untilClosed(async (closed) => {
    const sent = await sendSized(service, request, options, { mode: 'async', flight, closed })
    return accept(service, request, options, sent, (event) => notify(onProgress, late ? { ...event, late } : event))
  })
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      // Not on its way: the call itself notices the abort and knows that nothing was charged.
      if (!flight.sending) return
      late = true
      reject(abortedInFlight({ url: service.urlOf(imagesPath) }, signal?.reason))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    answered.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort))
  })
}

/**
 * Submits and holds the connection until the images are there.
 * @returns the task when the service answers with an acceptance anyway, as it does when there is a callback URL
 */
export async function submitAndHold(
  service: Service,
  given: LooseFluxRequest,
  options: SubmitOptions,
): Promise<Generation | SubmittedTask> {
  const request = await prepareRequest(service, given, options.signal)
  const { clock } = service.settings.network
  const sent = await sendSized(service, request, options, { mode: 'sync', flight: { sending: false } })
  const { reading, secrets, own, size, atMs } = sent
  const { taskId = '' } = reading
  const outcome = answerOutcome(reading, taskId, [...secrets, ...own])
  const accepted = (): SubmittedTask =>
    accept(service, request, options, sent, (event) => notify(options.onProgress, event))
  if (!outcome) return accepted()
  if (taskId) accepted()
  if ('error' in outcome) throw outcome.error
  const result = withSubmission(outcome.result, { size, count: request.count ?? 1 })
  return { ...result, elapsedMs: clock.now() - atMs }
}

interface SendOptions {
  readonly mode: 'async' | 'sync'
  readonly flight: Flight
  /** Aborted when the client is closed; without it the caller's signal also stops a request mid-flight. */
  readonly closed?: AbortSignal
}

/** A submission that was answered, not necessarily with an acceptance. */
interface Sent {
  readonly reading: SubmissionReading
  readonly size: SentSize
  /** When the POST left that was answered. */
  readonly atMs: number
  /** The token, and headers of the application. */
  readonly own: Secrets
  /** Prompt and links of the body. */
  readonly secrets: Secrets
}

/** Sends a submission with the sizes of its plan: the second only when the first was refused, which costs nothing. */
async function sendSized(
  service: Service,
  request: LooseFluxRequest,
  options: SubmitOptions,
  { mode, flight, closed }: SendOptions,
): Promise<Sent> {
  const { settings, learnedEditions } = service
  const { signal, onAttempt } = options
  const model = request.model ?? defaultModelIds[request.action]
  const plan = planSizes(request, learnedEditions.get(model))
  const mayRepeat = options.repeatRefusedSize ?? settings.repeatRefusedSize
  const policy = { ...settings.retry, afterServiceError: settings.retrySubmissionAfterServiceError }
  const usualTimeoutMs = mode === 'sync' ? settings.syncTimeoutMs : undefined
  let number = 0

  const { result, isSecond } = await tryPlan(plan, request, mayRepeat, async (size) => {
    const wire = toSubmissionBody(request, size.sent, mode)
    const call = await service.prepare(imagesPath, wire, { ...options, timeoutMs: options.timeoutMs ?? usualTimeoutMs })
    const secrets = requestSecrets(wire)
    let atMs = settings.network.clock.now()
    const beforeSend = async (): Promise<void> => {
      const { clock } = settings.network
      await onAttempt?.({
        number: ++number,
        key: jobKeyOf(request, options),
        wire,
        size,
        sentAtMs: toWallMs(clock, clock.now()),
        serverOffsetMs: service.serverOffsetMs(),
      })
      atMs = settings.network.clock.now()
    }
    const own = [call.token, ...headerSecrets(call.headers)]
    const context = { secrets: [...secrets, ...own], flight, signal, beforeSend }
    const json = await submitCall(settings.network, { ...call, signal: closed ?? signal }, policy, context)
    return { reading: readAnswer(json, call), size, atMs, own, secrets }
  })
  const edition = isSecond ? onlyEdition(request, result.size.sent) : undefined
  if (edition) learnedEditions.set(model, edition)
  return result
}

/** @throws {OutcomeUnknownError} when the answer names no task */
function accept(
  service: Service,
  request: LooseFluxRequest,
  options: SubmitOptions,
  sent: Sent,
  report: (event: Extract<ProgressEvent, { type: 'submitted' }>) => void,
): SubmittedTask {
  const { taskId, traceId } = sent.reading
  if (!taskId) throw unreadable(service.urlOf(imagesPath), [...sent.secrets, ...sent.own], sent.reading)
  return acceptTask(service, request, options, { ...sent, taskId, traceId }, report)
}

/**
 * Checks a request; an edit without a size keeps the shape of its image, where the host can find it out.
 * @throws {InvalidRequestError} before anything is sent
 */
async function prepareRequest(
  { measureLink }: Service,
  request: LooseFluxRequest,
  signal: AbortSignal | undefined,
): Promise<LooseFluxRequest> {
  assertValid(checkRequest(request))
  if (!measureLink || request.action !== 'edit' || request.size !== undefined || request.imageSize) return request
  const imageSize = await measureLink(request.imageUrl, signal)
  return imageSize ? { ...request, imageSize } : request
}

/** @throws {OutcomeUnknownError} when it cannot be read */
function readAnswer(json: JsonObject, { url }: ServiceCall): SubmissionReading {
  const reading = readSubmission(json)
  if (!reading) throw unreadable(url, [])
  return reading
}

function unreadable(url: URL, secrets: Secrets, reading?: SubmissionReading): OutcomeUnknownError {
  const summary = 'The submission was sent, but its answer names no task.'
  const imageUrls = reading?.response.images.map((image) => image.url) ?? []
  return new OutcomeUnknownError(summary, {
    method: 'POST',
    url,
    traceId: quotableId(reading?.traceId, secrets),
    imageUrls,
    linksAreSecret: imageUrls.some((link) => repeatsSecret(link, secrets)),
    answer: reading?.raw,
  })
}

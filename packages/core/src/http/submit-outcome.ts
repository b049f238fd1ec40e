import { readServiceError, readSubmission } from '../contract/answers.ts'
import { asId, asObject, type JsonObject } from '../contract/json.ts'
import { errorCodes } from '../errors/codes.ts'
import type { FluxErrorDetails } from '../errors/flux-error.ts'
import { OutcomeUnknownError } from '../errors/network-errors.ts'
import { AbortedError } from '../errors/request-errors.ts'
import { quotableId, repeatsSecret, type Secrets } from '../errors/service-text.ts'
import { RejectedRequestError } from '../errors/service-errors.ts'
import { findAcceptance } from './acceptance.ts'
import { CallerAborted } from './deadline.ts'
import { parseJson, type Received, type ServiceAnswer, type ServiceCall, textOf } from './exchange.ts'
import { forgetResponse } from './forget-response.ts'
import { failureOf, isTimeout } from './failure.ts'
import { isMistake } from './mistake.ts'
import { redirected } from './read-call.ts'
import { errorCodeOf, errorFromAnswer } from './service-answer.ts'
import { wasNotSent } from './transport.ts'

/** The result of one try. Pure data, so that the rules about money are in one place. */
export type SubmitOutcome =
  | { readonly kind: 'answered'; readonly json: JsonObject }
  /** The service cannot have accepted it; `repeat` says whether trying again may help. */
  | {
      readonly kind: 'not-accepted'
      readonly error: Error
      readonly repeat: boolean
      /** Repeating it was the caller's wish: it may have been accepted anyway. */
      readonly risky?: boolean
      readonly retryAfterMs?: number | undefined
    }
  | { readonly kind: 'unknown'; readonly error: Error }

/** What every error says whose submission may have been accepted. */
export const mayBeCharged: FluxErrorDetails = {
  charged: 'unknown',
  retryable: false,
  advice: errorCodes.outcome_unknown.advice,
}

export interface SubmitRules {
  /** Repeat after a 500 `api_error` or 503 `service_unavailable`, which the caller opted in to. */
  readonly afterServiceError: boolean
  /** Kept out of messages. */
  readonly secrets: Secrets
  readonly context: FluxErrorDetails
}

/** By these gateways refuse a request before the service hears of it. */
const gatewayRefusals: ReadonlySet<number> = new Set([401, 403, 404, 405, 413, 415, 429, 431])
/** A request that took too long, or whose sender had gone: neither says what the service did. */
const unclearStatuses: ReadonlySet<number> = new Set([408, 499])
/** These ask to send the same request elsewhere (RFC 9110, 15.4), so it was not performed; 302 and 303 do not say so. */
const redirects: ReadonlySet<number> = new Set([301, 307, 308])

/**
 * What an answer means for the money. Any sign of acceptance counts, whatever the status; without one, a redirect, the page
 * of a gateway and a well-formed JSON error are refusals; everything else is unknown.
 */
export function outcomeOfAnswer(answer: ServiceAnswer, call: ServiceCall, rules: SubmitRules): SubmitOutcome {
  const { status, json, parsed, text, viaProxy, retryAfterMs } = answer
  const accepted = findAcceptance(text, parsed, call.body ?? '')
  const isSuccess = json !== undefined && status >= 200 && status < 300
  if (isSuccess && accepted?.taskId !== undefined) {
    return { kind: 'answered', json: { ...json, task_id: accepted.taskId } }
  }
  const context = { ...rules.context, status, ...factsOf(text, parsed, accepted, rules.secrets) }
  if (isSuccess) return outcomeWithoutTask(answer, json, accepted !== undefined, context, rules)
  if (!accepted && redirects.has(status)) return refused(redirected(answer, context))
  if (!accepted && gatewayRefusals.has(status) && isPage(text) && !viaProxy) {
    const summary = `Something in front of the service refused the request with status ${status}.`
    const details = { ...context, retryable: status === 429, retryAfterMs }
    return refused(new RejectedRequestError('gateway_refused', summary, details))
  }
  if (!json || status < 400 || unclearStatuses.has(status))
    return unknown(`the answer (${status}) cannot be read`, context)
  const serviceCode = readServiceError(json['error'])?.code
  const isFailure =
    (status === 500 && serviceCode === 'api_error') || (status === 503 && serviceCode === 'service_unavailable')
  // Any other JSON answer of a gateway (502-504) is about the way to the service, not about what the service did.
  if (status > 500 && !isFailure) return unknown(`a gateway answered ${status}`, context)
  const code = errorCodeOf(status, serviceCode)
  const doubtful = accepted !== undefined || status >= 500 || mayHaveStarted(code)
  return {
    kind: 'not-accepted',
    error: errorFromAnswer(answer, doubtful ? { ...context, ...chargeOf(context) } : context, rules.secrets),
    repeat:
      !accepted && (doubtful ? rules.afterServiceError && isFailure : code === 'too_many_requests' && status === 429),
    risky: doubtful,
    retryAfterMs,
  }
}

/** What a try without a whole answer means for the money: what had come of the answer counts. */
export function outcomeOfFailure(
  error: unknown,
  received: Received,
  call: ServiceCall,
  { context, secrets }: SubmitRules,
): SubmitOutcome {
  forgetResponse(error)
  if (wasNotSent(error)) return { kind: 'not-accepted', error: failureOf(error, context), repeat: !isMistake(error) }
  const text = textOf(received)
  const parsed = parseJson(text)
  const facts = factsOf(text, parsed, findAcceptance(text, parsed, call.body ?? ''), secrets)
  const where = { ...context, status: received.status, ...facts }
  if (error instanceof CallerAborted) return { kind: 'unknown', error: abortedInFlight(call, error.cause, where) }
  const what = isTimeout(error)
    ? 'no answer came in time'
    : isMistake(error)
      ? 'the transport failed by a mistake of its own'
      : 'its answer was lost'
  return unknown(what, { ...where, cause: error })
}

/** An abort does not undo a submission that was sent. */
export function abortedInFlight(
  { url }: Pick<ServiceCall, 'url'>,
  cause: unknown,
  context: FluxErrorDetails = {},
): AbortedError {
  const details = { ...context, method: 'POST', url, ...mayBeCharged, cause }
  return new AbortedError('The call was aborted while the submission was being sent.', details)
}

function outcomeWithoutTask(
  answer: ServiceAnswer,
  json: JsonObject,
  hasSigns: boolean,
  context: FluxErrorDetails,
  { secrets }: SubmitRules,
): SubmitOutcome {
  const response = readSubmission(json)?.response
  const code = response?.success === false ? response.error?.code : undefined
  if (code !== undefined) {
    // The service says itself that it accepted nothing, unless it failed on the way or shows that it did.
    const charge = hasSigns || mayHaveStarted(code) ? chargeOf(context) : { retryable: false }
    return refused(errorFromAnswer(answer, { ...context, ...charge }, secrets))
  }
  return response?.images.length ? { kind: 'answered', json } : unknown('its answer names no task', context)
}

/** What errors keep of an answer: ids, links, and all of it. */
function factsOf(
  text: string,
  parsed: unknown,
  accepted: ReturnType<typeof findAcceptance>,
  secrets: Secrets,
): FluxErrorDetails {
  const traceId = quotableId(asId(asObject(parsed)?.['trace_id']), secrets)
  const { taskId, imageUrls = [], cost } = accepted ?? {}
  return {
    traceId,
    taskId,
    imageUrls: imageUrls.length > 0 ? imageUrls : undefined,
    cost,
    linksAreSecret: imageUrls.some((url) => repeatsSecret(url, secrets)),
    answer: parsed ?? (text === '' ? undefined : text),
  }
}

/** A price is a charge; everything else only may be one. */
function chargeOf({ cost }: FluxErrorDetails): FluxErrorDetails {
  return cost ? { ...mayBeCharged, charged: 'yes' } : mayBeCharged
}

function mayHaveStarted(code: string): boolean {
  return code === 'api_error' || code === 'service_unavailable'
}

/** Nothing, or markup: what gateways answer by themselves. */
function isPage(text: string): boolean {
  return text.trim() === '' || /^\s*</.test(text)
}

function refused(error: Error): SubmitOutcome {
  return { kind: 'not-accepted', error, repeat: false }
}

function unknown(what: string, context: FluxErrorDetails): SubmitOutcome {
  const error = new OutcomeUnknownError(`The submission was sent, but ${what}.`, { ...context, ...chargeOf(context) })
  return { kind: 'unknown', error }
}

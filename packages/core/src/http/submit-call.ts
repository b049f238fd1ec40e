import { readServiceError } from '../contract/answers.ts'
import { asId, type JsonObject } from '../contract/json.ts'
import { errorCodes } from '../errors/codes.ts'
import type { FluxErrorDetails } from '../errors/flux-error.ts'
import { OutcomeUnknownError } from '../errors/network-errors.ts'
import { AbortedError } from '../errors/request-errors.ts'
import { exchange, type Network, type ServiceAnswer, type ServiceCall } from './exchange.ts'
import { CallerAborted } from './deadline.ts'
import { failureOf, isTimeout } from './failure.ts'
import { pauseBeforeRetry } from './pause.ts'
import { redirected } from './read-call.ts'
import type { RetryPolicy } from './retry.ts'
import { errorCodeOf, errorFromAnswer } from './service-answer.ts'
import { wasNotSent } from './transport.ts'

export interface SubmitPolicy extends RetryPolicy {
  /** Repeat after a 500 `api_error`, which the caller opted in to. */
  readonly afterServiceError: boolean
}

/** What one try came to. Pure data, so that the rules about money can be read in one place. */
type SubmitOutcome =
  | { readonly kind: 'answered'; readonly json: JsonObject }
  /** The service cannot have accepted it; `repeat` says whether trying again may help. */
  | {
      readonly kind: 'not-accepted'
      readonly error: Error
      readonly repeat: boolean
      /** Repeating it was the caller's wish: it may have been accepted all the same. */
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

/** Shared with whoever wants to stop: a request that is on its way cannot be taken back. */
export interface Flight {
  sending: boolean
}

export interface SubmitContext {
  /** Token and prompt: kept out of messages. */
  readonly secrets: readonly string[]
  readonly flight: Flight
  /** Stops before a request is sent, and between two tries. What stops a request under way is `call.signal`. */
  readonly signal: AbortSignal | undefined
}

/**
 * Sends a submission, which costs money and has no idempotency key. It is repeated only when the service cannot have
 * accepted it: no connection was made, or a well-formed JSON error says so (429; 500 `api_error` by opt-in).
 * @throws {OutcomeUnknownError} when the request was sent and the answer was lost or cannot be read
 */
export async function submitCall(
  network: Network,
  call: ServiceCall,
  policy: SubmitPolicy,
  { secrets, flight, signal }: SubmitContext,
): Promise<JsonObject> {
  let place: FluxErrorDetails = { method: 'POST', url: call.url }
  const stops = [signal, call.signal].filter((each) => each !== undefined)
  for (let attempt = 1; ; attempt++) {
    const stop = stops.find((each) => each.aborted)
    if (stop) {
      throw new AbortedError('The call was aborted before anything was accepted.', { ...place, cause: stop.reason })
    }
    flight.sending = true
    const outcome = await trySubmit(network, call, policy, place, secrets)
    flight.sending = false
    if (outcome.kind === 'answered') return outcome.json
    if (outcome.kind === 'unknown' || !outcome.repeat || !(attempt < policy.maxAttempts)) throw outcome.error
    const { retryAfterMs } = outcome
    // However the tries after it end: this one may have been accepted.
    if (outcome.risky) place = { method: 'POST', url: call.url, ...mayBeCharged }
    await pauseBeforeRetry(network, policy, { attempt, retryAfterMs, signal: AbortSignal.any(stops) }, place)
  }
}

async function trySubmit(
  network: Network,
  call: ServiceCall,
  policy: SubmitPolicy,
  place: FluxErrorDetails,
  secrets: readonly string[],
): Promise<SubmitOutcome> {
  let answer: ServiceAnswer
  try {
    answer = await exchange(network, call)
  } catch (error) {
    if (wasNotSent(error)) return { kind: 'not-accepted', error: failureOf(error, place), repeat: true }
    if (error instanceof CallerAborted) return { kind: 'unknown', error: abortedOnItsWay(call, error.cause) }
    const summary = isTimeout(error) ? 'no answer came in time' : 'its answer was lost'
    return unknown(summary, { ...place, cause: error })
  }
  return judge(answer, policy, place, secrets)
}

function judge(
  answer: ServiceAnswer,
  policy: SubmitPolicy,
  place: FluxErrorDetails,
  secrets: readonly string[],
): SubmitOutcome {
  const { status, json, retryAfterMs } = answer
  if (json && status >= 200 && status < 300) return { kind: 'answered', json }
  // These ask to send the same request elsewhere (RFC 9110, 15.4), so it was not performed; 302 and 303 do not say so.
  if (status === 301 || status === 307 || status === 308) {
    return { kind: 'not-accepted', error: redirected(answer, place), repeat: false }
  }
  const taskId = asId(json?.['task_id'])
  const where = { ...place, status, traceId: asId(json?.['trace_id']), taskId }
  if (!json || status < 400) return unknown(`the answer (${status}) cannot be read`, where)
  // A JSON answer of a gateway (502-504) is about the way to the service, not about what the service did.
  if (status > 500) return unknown(`a gateway answered ${status}`, where)
  const serviceCode = readServiceError(json['error'])?.code
  const code = errorCodeOf(status, serviceCode)
  // An error that names a task is about a submission that was accepted: it must not be made again.
  const failed = status === 500 || code === 'api_error' || taskId !== undefined
  const error = errorFromAnswer(answer, failed ? { ...where, ...mayBeCharged } : where, secrets)
  const repeat = failed
    ? policy.afterServiceError && serviceCode === 'api_error' && taskId === undefined
    : code === 'too_many_requests' && status === 429
  return { kind: 'not-accepted', error, repeat, risky: failed, retryAfterMs }
}

function unknown(what: string, place: FluxErrorDetails): SubmitOutcome {
  return { kind: 'unknown', error: new OutcomeUnknownError(`The submission was sent, but ${what}.`, place) }
}

/** Whoever stops a submission that is on its way does not take it back. */
export function abortedOnItsWay({ url }: ServiceCall, cause: unknown): AbortedError {
  const details = { method: 'POST', url, ...mayBeCharged, cause }
  return new AbortedError('The call was aborted while the submission was on its way.', details)
}

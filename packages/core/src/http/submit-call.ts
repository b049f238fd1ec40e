import { AbortedError } from '../errors/request-errors.ts'
import type { FluxErrorDetails } from '../errors/flux-error.ts'
import { OutcomeUnknownError } from '../errors/network-errors.ts'
import { exchange, type Network, type ServiceAnswer, type ServiceCall } from './exchange.ts'
import { CallerAborted, DeadlineReached } from './deadline.ts'
import { failureOf } from './failure.ts'
import { pauseBeforeRetry } from './pause.ts'
import { redirected } from './read-call.ts'
import type { RetryPolicy } from './retry.ts'
import { wasSent } from './sent.ts'
import { errorFromAnswer } from './service-answer.ts'

type JsonObject = Readonly<Record<string, unknown>>

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
      readonly retryAfterMs?: number | undefined
    }
  | { readonly kind: 'unknown'; readonly error: Error }

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
  const place = { method: 'POST', url: call.url }
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) {
      throw new AbortedError('The call was aborted before anything was accepted.', { ...place, cause: signal.reason })
    }
    flight.sending = true
    const outcome = await trySubmit(network, call, policy, place, secrets)
    flight.sending = false
    if (outcome.kind === 'answered') return outcome.json
    if (outcome.kind === 'unknown' || !outcome.repeat || attempt >= policy.maxAttempts) throw outcome.error
    await pauseBeforeRetry(network, policy, { attempt, retryAfterMs: outcome.retryAfterMs, signal }, place)
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
    if (wasSent(error) === 'no') return { kind: 'not-accepted', error: failureOf(error, place), repeat: true }
    if (error instanceof CallerAborted) {
      const summary = 'The submission was aborted after it was sent.'
      const details = { ...place, charged: 'unknown', retryable: false, cause: error.cause } as const
      return { kind: 'unknown', error: new AbortedError(summary, details) }
    }
    const summary = error instanceof DeadlineReached ? 'no answer came in time' : 'its answer was lost'
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
  const traceId = typeof json?.['trace_id'] === 'string' ? json['trace_id'] : undefined
  if (!json || status < 400) return unknown(`the answer (${status}) cannot be read`, { ...place, status, traceId })
  // A JSON answer of a gateway (502-504) is about the way to the service, not about what the service did.
  if (status > 500) return unknown(`a gateway answered ${status}`, { ...place, status, traceId })
  const charged = status === 500 ? ('unknown' as const) : ('no' as const)
  const retryable = status === 429
  const error = errorFromAnswer(answer, { ...place, charged, retryable }, secrets)
  const repeat = error.code === 'too_many_requests' || (error.code === 'api_error' && policy.afterServiceError)
  return { kind: 'not-accepted', error, repeat, retryAfterMs }
}

function unknown(what: string, place: FluxErrorDetails): SubmitOutcome {
  return { kind: 'unknown', error: new OutcomeUnknownError(`The submission was sent, but ${what}.`, place) }
}

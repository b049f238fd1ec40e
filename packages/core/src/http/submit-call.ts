import type { JsonObject } from '../contract/json.ts'
import type { FluxErrorDetails } from '../errors/flux-error.ts'
import type { Secrets } from '../errors/service-text.ts'
import { AbortedError } from '../errors/request-errors.ts'
import { exchange, type Network, type Received, type ServiceAnswer, type ServiceCall } from './exchange.ts'
import { joinSignals } from './join-signals.ts'
import { pauseBeforeRetry } from './pause.ts'
import type { RetryPolicy } from './retry.ts'
import {
  mayBeCharged,
  outcomeOfAnswer,
  outcomeOfFailure,
  type SubmitOutcome,
  type SubmitRules,
} from './submit-outcome.ts'

export interface SubmitPolicy extends RetryPolicy {
  /** Repeat after a 500 `api_error` or 503 `service_unavailable`, which the caller opted in to. */
  readonly afterServiceError: boolean
}

/** Shared with code that may want to stop: a request that was sent can't be undone. */
export interface Flight {
  sending: boolean
}

export interface SubmitContext {
  /** Token and prompt: kept out of messages. */
  readonly secrets: Secrets
  readonly flight: Flight
  /** Stops before a request is sent, and between two tries. `call.signal` stops a request that is running. */
  readonly signal: AbortSignal | undefined
  /** Waited for before each POST leaves; when it rejects, nothing is sent. */
  readonly beforeSend?: () => Promise<void>
}

/**
 * Sends a submission, which costs money and has no idempotency key. It is repeated only when the service cannot have
 * accepted it: no connection was made, or a well-formed JSON error without any sign of a task says so (429; by opt-in 500
 * `api_error` and 503 `service_unavailable`).
 * @throws {OutcomeUnknownError} when the request was sent and the answer was lost or cannot be read
 */
export async function submitCall(
  network: Network,
  call: ServiceCall,
  policy: SubmitPolicy,
  { secrets, flight, signal, beforeSend }: SubmitContext,
): Promise<JsonObject> {
  let context: FluxErrorDetails = { method: 'POST', url: call.url }
  const stops = [signal, call.signal].filter((each) => each !== undefined)
  for (let attempt = 1; ; attempt++) {
    await beforeSend?.()
    const stop = stops.find((each) => each.aborted)
    if (stop) {
      throw new AbortedError('The call was aborted before anything was accepted.', { ...context, cause: stop.reason })
    }
    flight.sending = true
    const outcome = await trySubmit(network, call, { afterServiceError: policy.afterServiceError, secrets, context })
    flight.sending = false
    if (outcome.kind === 'answered') return outcome.json
    if (outcome.kind === 'unknown' || !outcome.repeat || !(attempt < policy.maxAttempts)) throw outcome.error
    const { retryAfterMs } = outcome
    // However the tries after it end: this one may have been accepted.
    if (outcome.risky) context = { method: 'POST', url: call.url, ...mayBeCharged }
    const joined = joinSignals(stops)
    await pauseBeforeRetry(network, policy, { attempt, retryAfterMs, signal: joined.signal }, context).finally(
      joined.leave,
    )
  }
}

async function trySubmit(network: Network, call: ServiceCall, rules: SubmitRules): Promise<SubmitOutcome> {
  const received: Received = { chunks: [] }
  let answer: ServiceAnswer
  try {
    answer = await exchange(network, call, received)
  } catch (error) {
    return outcomeOfFailure(error, received, call, rules)
  }
  return outcomeOfAnswer(answer, call, rules)
}

import type { JsonObject } from '../contract/json.ts'
import type { FluxError, FluxErrorDetails } from '../errors/flux-error.ts'
import { RejectedRequestError, ServiceFailureError } from '../errors/service-errors.ts'
import { exchange, type Network, type ServiceAnswer, type ServiceCall } from './exchange.ts'
import { failureOf } from './failure.ts'
import type { RetryPolicy } from './retry.ts'
import { pauseBeforeRetry } from './pause.ts'
import { errorFromAnswer } from './service-answer.ts'

/** The result of a free call. */
export type ReadOutcome =
  | { readonly json: JsonObject }
  | { readonly error: FluxError; readonly retryAfterMs?: number | undefined }

/** One try of a call that costs nothing; never throws but for the caller's own mistakes. */
export async function tryRead(network: Network, call: ServiceCall, context: FluxErrorDetails): Promise<ReadOutcome> {
  try {
    const answer = await exchange(network, call)
    const outcome = classify(answer, { ...context, method: call.method ?? 'POST', url: call.url }, call)
    return 'json' in outcome ? outcome : { ...outcome, retryAfterMs: answer.retryAfterMs }
  } catch (error) {
    return { error: failureOf(error, { ...context, method: call.method ?? 'POST', url: call.url }) }
  }
}

/** Repeats a free call while that may help: capped exponential pauses with full jitter, or as the service asks. */
export async function readCall(
  network: Network,
  call: ServiceCall,
  policy: RetryPolicy,
  context: FluxErrorDetails = {},
): Promise<JsonObject> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryRead(network, call, context)
    if ('json' in outcome) return outcome.json
    const { error, retryAfterMs } = outcome
    if (!error.retryable || error.code === 'aborted' || !(attempt < policy.maxAttempts)) throw error
    await pauseBeforeRetry(network, policy, { attempt, retryAfterMs, signal: call.signal }, context)
  }
}

function classify(
  answer: ServiceAnswer,
  context: FluxErrorDetails,
  { token, tokenAdvice, secrets, isAboutOthers }: ServiceCall,
): ReadOutcome {
  const { status, json } = answer
  if (status >= 200 && status < 300 && json) return { json }
  if (status >= 300 && status < 400) return { error: redirected(answer, context) }
  if (json && status >= 400) {
    const known = [token, ...(secrets?.() ?? [])]
    return { error: errorFromAnswer(answer, context, known, { tokenAdvice, isAboutOthers }) }
  }
  const summary = `The service answered ${status} with something that is not JSON.`
  return { error: new ServiceFailureError('bad_answer', summary, { ...context, status }) }
}

/** The API documents no redirects: following one would send the token to an address that wasn't configured. */
export function redirected(answer: ServiceAnswer, context: FluxErrorDetails): FluxError {
  return new RejectedRequestError('redirected', `The service answered with a redirect (${answer.status}).`, {
    ...context,
    status: answer.status,
  })
}

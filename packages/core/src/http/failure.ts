import { ConnectionError, TransportFailedError } from '../errors/network-errors.ts'
import type { FluxError, FluxErrorDetails } from '../errors/flux-error.ts'
import { AbortedError } from '../errors/request-errors.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import { CallerAborted, DeadlineReached } from './deadline.ts'
import { isMistake } from './mistake.ts'
import { forgetResponse } from './forget-response.ts'
import { BodyTooLarge } from './read-body.ts'
import { wasNotSent } from './transport.ts'

/** Names the failure of a request that costs nothing (a read, an upload), or of one that was never sent. */
export function failureOf(error: unknown, context: FluxErrorDetails): FluxError {
  forgetResponse(error)
  const details = { ...context, cause: error }
  if (error instanceof CallerAborted)
    return new AbortedError('The call was aborted.', { ...context, cause: error.cause })
  if (isTimeout(error)) return new ConnectionError('timeout', 'The service did not answer in time.', details)
  if (error instanceof BodyTooLarge) return new ServiceFailureError('bad_answer', 'The answer is too large.', details)
  // Its message is left out: it may quote a header with the token.
  if (isMistake(error)) return new TransportFailedError(`The transport failed: ${mistakeName(error)}.`, details)
  const code = systemCode(error)
  return wasNotSent(error)
    ? new ConnectionError('not_sent', `The service cannot be reached${code && ` (${code})`}.`, details)
    : new ConnectionError('connection_lost', 'The connection broke before the answer was read.', details)
}

/** Did time run out: our own, or undici's for headers or between two pieces of a body? */
export function isTimeout(error: unknown): boolean {
  return error instanceof DeadlineReached || /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(systemCode(error))
}

/** What a program threw, by its name. */
function mistakeName(error: unknown): string {
  const { name } = ((error as { cause?: unknown }).cause ?? error) as { name?: unknown }
  return typeof name === 'string' && /^\w{1,40}$/.test(name) ? name : 'Error'
}

/** The system's code is the useful part of a connection error; empty where there is none. */
function systemCode(error: unknown): string {
  for (let each = error, depth = 0; each instanceof Error && depth < 8; each = each.cause, depth++) {
    const { code } = each as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return ''
}

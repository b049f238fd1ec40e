import { ConnectionError } from '../errors/network-errors.ts'
import type { FluxError, FluxErrorDetails } from '../errors/flux-error.ts'
import { AbortedError } from '../errors/request-errors.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import { CallerAborted, DeadlineReached } from './deadline.ts'
import { BodyTooLarge } from './read-body.ts'
import { wasSent } from './sent.ts'

/** Names the failure of a request that costs nothing (a read, an upload), or of one that was never sent. */
export function failureOf(error: unknown, place: FluxErrorDetails): FluxError {
  if (error instanceof CallerAborted) return new AbortedError('The call was aborted.', { ...place, cause: error.cause })
  if (error instanceof DeadlineReached) {
    return new ConnectionError('timeout', 'The service did not answer in time.', { ...place, cause: error })
  }
  if (error instanceof BodyTooLarge) {
    return new ServiceFailureError('bad_answer', 'The answer is too large.', { ...place, cause: error })
  }
  return wasSent(error) === 'no'
    ? new ConnectionError('not_sent', `The service cannot be reached${reason(error)}.`, { ...place, cause: error })
    : new ConnectionError('connection_lost', 'The connection broke before the answer was read.', {
        ...place,
        cause: error,
      })
}

/** The system's code is the part of a connection error that helps to mend it. */
function reason(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code } = each as { code?: unknown }
    if (typeof code === 'string') return ` (${code})`
  }
  return ''
}

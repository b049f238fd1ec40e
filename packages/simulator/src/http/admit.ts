import { authenticate, type Bearer } from '../accounts/tokens.ts'
import type { Context } from '../context.ts'
import { apiError, type ApiError } from '../contract/api-error.ts'

/** Token and rate limit: what every request to the API has to pass. */
export function admit(context: Context, request: Request): Bearer | ApiError {
  const bearer = authenticate(request.headers.get('authorization'), 'api', context.tokens)
  if ('code' in bearer) return bearer
  if (bearer.apis?.includes(new URL(request.url).pathname) === false) return apiError('token_mismatched')
  context.ledger.open(bearer.token, bearer.startingBalance)
  const waitMs = context.rateLimiter.take(bearer.token, context.clock.now())
  if (waitMs === 0) return bearer
  return { ...apiError('too_many_requests'), retryAfter: String(Math.ceil(waitMs / 1_000)) }
}

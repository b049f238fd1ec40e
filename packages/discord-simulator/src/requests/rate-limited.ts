import type { RestAnswer } from './request.ts'

export type RateLimitScope = 'user' | 'global' | 'shared'

/** An answer 429. */
export function rateLimited(retryAfterMs: number, scope: RateLimitScope): RestAnswer {
  const seconds = Math.max(retryAfterMs, 1) / 1000
  return {
    status: 429,
    headers: {
      'retry-after': String(seconds < 1 ? seconds : Math.ceil(seconds)),
      'x-ratelimit-scope': scope,
      ...(scope === 'global' && { 'x-ratelimit-global': 'true' }),
    },
    body: { message: 'You are being rate limited.', code: 0, retry_after: seconds, global: scope === 'global' },
  }
}

import { createHash } from 'node:crypto'
import type { DiscordClock } from '../clock/clock.ts'
import { rateLimited } from '../requests/rate-limited.ts'
import type { RestAnswer } from '../requests/request.ts'
import type { RouteMatch } from '../routes/route.ts'

export interface BucketRule {
  readonly limit: number
  readonly windowMs: number
}

/**
 * Discord publishes no numbers and asks clients to read the headers; these are what people measure. Interaction
 * callbacks have no limit, and interaction endpoints do not count for the global one (documentation, "Rate Limits").
 */
const rules: readonly (readonly [pattern: RegExp, rule: BucketRule | undefined])[] = [
  [/^POST \/interactions\//u, undefined],
  [/^DELETE \/channels\/\{channel_id\}\/messages\//u, { limit: 5, windowMs: 1000 }],
  [/^(?:POST|PATCH) \/channels\/\{channel_id\}\/messages/u, { limit: 5, windowMs: 5000 }],
  [/^\w+ \/webhooks\//u, { limit: 5, windowMs: 2000 }],
  [/^\w+ /u, { limit: 50, windowMs: 1000 }],
]
const globalRule: BucketRule = { limit: 50, windowMs: 1000 }
/** The ids in a path that get buckets of their own. */
const majorParameters = ['channel_id', 'guild_id', 'webhook_id', 'webhook_token']

export interface RateLimiter {
  /** Counts a request. @returns headers for its answer, and the answer itself when it is one too many */
  take(match: RouteMatch): { readonly headers: Readonly<Record<string, string>>; readonly refusal?: RestAnswer }
}

interface Bucket {
  used: number
  resetAtMs: number
}

export function createRateLimiter(clock: DiscordClock): RateLimiter {
  const buckets = new Map<string, Bucket>()

  function count(key: string, rule: BucketRule): Bucket {
    const nowMs = clock.now()
    const known = buckets.get(key)
    const bucket =
      known !== undefined && known.resetAtMs > nowMs ? known : { used: 0, resetAtMs: nowMs + rule.windowMs }
    bucket.used += 1
    buckets.set(key, bucket)
    return bucket
  }

  return {
    take({ route, params }) {
      const name = `${route.method} ${route.template}`
      const rule = rules.find(([pattern]) => pattern.test(name))?.[1]
      if (rule === undefined) return { headers: {} }
      const nowMs = clock.now()
      if (route.auth === 'bot') {
        const everything = count('global', globalRule)
        if (everything.used > globalRule.limit) {
          return { headers: {}, refusal: rateLimited(everything.resetAtMs - nowMs, 'global') }
        }
      }
      const bucket = count([name, ...majorParameters.map((key) => params[key])].join(' '), rule)
      const headers = {
        'x-ratelimit-limit': String(rule.limit),
        'x-ratelimit-remaining': String(Math.max(0, rule.limit - bucket.used)),
        'x-ratelimit-reset': String(bucket.resetAtMs / 1000),
        'x-ratelimit-reset-after': String((bucket.resetAtMs - nowMs) / 1000),
        'x-ratelimit-bucket': createHash('sha256').update(name).digest('hex').slice(0, 32),
      }
      if (bucket.used <= rule.limit) return { headers }
      return { headers, refusal: rateLimited(bucket.resetAtMs - nowMs, 'user') }
    },
  }
}

import type { REST } from 'discord.js'
import type { Log } from '../ports/log.ts'
import type { Metrics } from '../ports/metrics.ts'

const invalidStatuses = new Set([401, 403, 429])

/** Listens to the events of one of discord.js's REST clients. */
export function watchRest(rest: REST, log: Log, metrics: Metrics): void {
  // The client waits before a request would be refused.
  rest.on('rateLimited', ({ scope, route, timeToReset }) => {
    log.debug({ scope, route, waitMs: timeToReset }, 'waiting for the rate limit')
  })
  rest.on('response', ({ route }, { status, headers }) => {
    const scope = headers.get('x-ratelimit-scope') ?? 'user'
    if (status === 429) {
      metrics.discordRateLimits.inc({ scope })
      log.warn({ scope, route }, 'Discord limits the rate')
    }
    // Shared limits aren't caused by this bot. Source: "Rate Limits", invalid request limit.
    if (invalidStatuses.has(status) && !(status === 429 && scope === 'shared')) metrics.discordInvalidRequests.inc()
  })
  rest.on('invalidRequestWarning', ({ count, remainingTime }) => {
    log.error({ count, forMs: remainingTime }, 'many refused requests; 10,000 in 10 minutes block this address')
  })
}

/** Rejects when Discord no longer accepts the token: discord.js forgets it at the first 401, and sends nothing from then on. */
export function untilTokenRefused(rest: REST): Promise<never> {
  const refused = new Promise<never>((_, reject) => {
    rest.on('response', (_request, { status }) => {
      if (status === 401) reject(new Error('Discord does not accept the token any more (401).'))
    })
  })
  // It may be refused before there is a listener.
  refused.catch(() => undefined)
  return refused
}

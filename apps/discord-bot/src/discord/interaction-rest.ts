import { REST } from 'discord.js'
import { warnAfterInvalidRequests } from './client-options.ts'

/** Every interaction has its own queue in the client; those that are done are forgotten this often. */
const sweepMs = 60_000

/**
 * A client for first answers, which never repeats a request automatically: only the caller can tell its own answer from another bot's,
 * see `answer-once.ts`.
 * @param api without the version
 */
export function createCallbackRest(api: string): REST {
  return createInteractionRest(api, 0)
}

/**
 * A client for answers to interactions. They need no token of the bot and are not bound to its global limit of 50 requests
 * a second (source: "Rate Limits", global rate limit), which discord.js would count them under: at 25 images a
 * second they would queue, and posts with them.
 * @param api without the version
 * @param retries after a connection that ended and after 5xx
 */
export function createInteractionRest(api: string, retries: number = 3): REST {
  return new REST({
    version: '10',
    api,
    globalRequestsPerSecond: Infinity,
    retries,
    handlerSweepInterval: sweepMs,
    invalidRequestWarningInterval: warnAfterInvalidRequests,
  })
}

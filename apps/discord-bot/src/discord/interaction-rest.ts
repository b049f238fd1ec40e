import { REST } from 'discord.js'
import { warnAfterInvalidRequests } from './client-options.ts'

/** Every interaction has a queue of its own in the client; those that are done are forgotten this often. */
const sweepMs = 60_000

/**
 * A client for answers to interactions. They need no token of the bot and are not bound to its global limit of 50 requests
 * a second (source: "Rate Limits", global rate limit), which discord.js would count them under: at 25 pictures a
 * second they would queue, and posts with them.
 * @param api without the version
 */
export function createInteractionRest(api: string): REST {
  return new REST({
    version: '10',
    api,
    globalRequestsPerSecond: Infinity,
    handlerSweepInterval: sweepMs,
    invalidRequestWarningInterval: warnAfterInvalidRequests,
  })
}

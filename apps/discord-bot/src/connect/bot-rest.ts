import { REST } from 'discord.js'
import { warnAfterInvalidRequests } from '../discord/client-options.ts'
import { watchRest } from '../discord/watch-rest.ts'
import type { ConnectionTools } from './connection.ts'

/** Discord's REST API with the bot's token, without a connection to the gateway. */
export function createBotRest({ config, log, metrics }: Pick<ConnectionTools, 'config' | 'log' | 'metrics'>): REST {
  const rest = new REST({
    version: '10',
    api: config.DISCORD_API_BASE,
    invalidRequestWarningInterval: warnAfterInvalidRequests,
  }).setToken(config.DISCORD_TOKEN)
  watchRest(rest, log, metrics)
  return rest
}

/** Its timers end. */
export function closeRest(rest: REST): void {
  rest.clearHandlerSweeper()
  rest.clearHashSweeper()
}

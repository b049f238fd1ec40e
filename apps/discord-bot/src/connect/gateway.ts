import { Client, Events, GatewayDispatchEvents, REST, type APIInteraction } from 'discord.js'
import { clientOptions } from '../discord/client-options.ts'
import { untilReachable } from '../discord/until-reachable.ts'
import { watchClient } from '../discord/watch-client.ts'
import { untilTokenRefused, watchRest } from '../discord/watch-rest.ts'
import type { Connection, ConnectionTools } from './connection.ts'

/** Interactions through the gateway, as many shards as Discord wants. */
export function createGatewayConnection({ config, clock, log, metrics, receive }: ConnectionTools): Connection {
  const options = clientOptions(config.DISCORD_API_BASE)
  // Not the client's own: a client whose login fails forgets its token and can't be used again.
  const rest = new REST({ version: '10', ...options.rest }).setToken(config.DISCORD_TOKEN)
  watchRest(rest, log, metrics)
  const { promise: failed, reject } = Promise.withResolvers<never>()
  // It may fail before somebody listens.
  failed.catch(() => undefined)
  untilTokenRefused(rest).catch(reject)
  let client: Client | undefined

  /** @throws what ended the login; the client has ended itself then */
  async function logIn(): Promise<void> {
    const next = new Client(options)
    client = next
    next.ws.on(GatewayDispatchEvents.InteractionCreate, (raw: APIInteraction) => void receive(raw))
    watchClient(next, log, metrics).catch(reject)
    const ready = new Promise<void>((resolve) => {
      next.once(Events.ClientReady, () => resolve())
    })
    await Promise.all([next.login(config.DISCORD_TOKEN), ready])
  }

  return {
    rest,
    failed,
    isReady: () => client?.isReady() ?? false,
    async open({ endpointUrl }) {
      if (endpointUrl !== undefined) throw new Error(wontArrive(endpointUrl))
      await untilReachable(logIn, { clock, log, failed })
    },
    compare({ endpointUrl }) {
      if (endpointUrl !== undefined) log.error({}, wontArrive(endpointUrl))
    },
    async close() {
      await client?.destroy()
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}

function wontArrive(url: string): string {
  return `Discord sends interactions to ${url}, so none arrive through the gateway. Remove that URL with "npm run bot -- remove-endpoint", or start the bot with FLUXKIT_INTERACTIONS=http to receive them there.`
}

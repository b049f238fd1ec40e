import { Client, Events, GatewayDispatchEvents, type APIInteraction } from 'discord.js'
import { clientOptions } from '../discord/client-options.ts'
import { watchClient } from '../discord/watch-client.ts'
import type { Connection, ConnectionTools } from './connection.ts'

/** Interactions through the gateway, as many shards as Discord wants. */
export function createGatewayConnection({ config, log, metrics, receive }: ConnectionTools): Connection {
  const client = new Client(clientOptions(config.DISCORD_API_BASE))
  client.rest.setToken(config.DISCORD_TOKEN)
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (raw: APIInteraction) => void receive(raw))
  const failed = watchClient(client, log, metrics)
  return {
    rest: client.rest,
    failed,
    isReady: () => client.isReady(),
    async open({ endpointUrl }) {
      if (endpointUrl !== undefined) throw new Error(wontArrive(endpointUrl))
      const ready = new Promise<void>((resolve) => {
        client.once(Events.ClientReady, () => resolve())
      })
      // Ready, or the reason why it never will be.
      await Promise.race([Promise.all([client.login(config.DISCORD_TOKEN), ready]), failed])
    },
    compare({ endpointUrl }) {
      if (endpointUrl !== undefined) log.error({}, wontArrive(endpointUrl))
    },
    close: () => client.destroy(),
  }
}

function wontArrive(url: string): string {
  return `Discord sends interactions to ${url}, so none arrive through the gateway. Remove that URL with "npm run bot -- remove-endpoint", or start the bot with FLUXKIT_INTERACTIONS=http to receive them there.`
}

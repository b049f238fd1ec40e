import { DiscordAPIError, REST, Routes } from 'discord.js'
import type { Config } from '../config/config.ts'
import { endpointUrlOf } from '../connect/endpoint-url.ts'
import { type OperatorCommand, OperatorError } from './command.ts'

export const setEndpoint: OperatorCommand = {
  name: 'set-endpoint',
  usage: 'set-endpoint',
  summary: 'have Discord send interactions to FLUXKIT_PUBLIC_URL, while the bot runs there',
  needs: ['DISCORD_TOKEN'],
  async run({ config, print }) {
    const url = endpointUrlOf(config)
    if (url === undefined) {
      throw new OperatorError(
        'Set FLUXKIT_PUBLIC_URL to the public https address of the bot, such as https://bot.example.com.',
      )
    }
    await change(config, url).catch((error: unknown) => {
      if (!isRefusedUrl(error)) throw error
      throw new OperatorError(
        `Discord could not verify ${url}. Start the bot with FLUXKIT_INTERACTIONS=http first, and check that this address leads to FLUXKIT_PORT over https. Nothing was changed.`,
        { cause: error },
      )
    })
    print(`Discord sends interactions to ${url} now, and none to the gateway.`)
  },
}

export const removeEndpoint: OperatorCommand = {
  name: 'remove-endpoint',
  usage: 'remove-endpoint',
  summary: 'have Discord send interactions to the gateway again',
  needs: ['DISCORD_TOKEN'],
  async run({ config, print }) {
    await change(config, null)
    print('Discord sends interactions to the gateway again. Start the bot without FLUXKIT_INTERACTIONS=http.')
  },
}

async function change(config: Config, url: string | null): Promise<void> {
  const rest = new REST({ api: config.DISCORD_API_BASE }).setToken(config.DISCORD_TOKEN)
  await rest.patch(Routes.currentApplication(), { body: { interactions_endpoint_url: url } })
}

/** 50035: the URL isn't one that Discord takes, or it did not answer as Discord's checks want it. */
function isRefusedUrl(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === 50_035
}

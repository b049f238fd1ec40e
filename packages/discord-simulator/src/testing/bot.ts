import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { replaceTimers, settleProcess } from '@fluxkit/tooling/time'
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  Client,
  Events,
  GatewayIntentBits,
  type ApplicationCommandData,
  type Interaction,
} from 'discord.js'
import {
  createDiscordSimulator,
  type DiscordSimulator,
  type DiscordSimulatorOptions,
  type RunningDiscord,
} from '../simulator.ts'
import type { SimulatedChannel } from '../actors/channel.ts'
import type { SimulatedGuild } from '../actors/guild.ts'
import type { SimulatedUser } from '../actors/user.ts'

/**
 * A simulator with a server, a channel and a member, and a bot on the real discord.js client. Both are on one clock, which
 * moves while somebody waits for something to happen in the simulator.
 */
export interface TestBot extends AsyncDisposable {
  readonly clock: FakeClock
  readonly simulator: DiscordSimulator
  readonly discord: RunningDiscord
  readonly client: Client
  readonly guild: SimulatedGuild
  readonly channel: SimulatedChannel
  readonly anna: SimulatedUser
  /** What the bot does with the interactions that follow; errors land in `failures`. */
  on(handler: (interaction: Interaction) => Promise<unknown>): void
  readonly failures: unknown[]
}

const everywhere = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall]

const fluxCommand: ApplicationCommandData = {
  name: 'flux',
  description: 'Images',
  integrationTypes: everywhere,
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'generate',
      description: 'Makes an image',
      options: [
        { type: ApplicationCommandOptionType.String, name: 'prompt', description: 'What to see', required: true },
        { type: ApplicationCommandOptionType.String, name: 'model', description: 'Which model', autocomplete: true },
        { type: ApplicationCommandOptionType.Attachment, name: 'image', description: 'An image to start from' },
      ],
    },
  ],
}

const editCommand: ApplicationCommandData = {
  name: 'Edit with Flux',
  type: ApplicationCommandType.Message,
  integrationTypes: everywhere,
}

export async function startBot(options: DiscordSimulatorOptions = {}): Promise<TestBot> {
  const clock = createFakeClock({ settle: settleProcess })
  const undo = replaceTimers(clock)
  const simulator = createDiscordSimulator({ clock, passTime: (waiting) => clock.until(waiting), ...options })
  const discord = await simulator.listen()
  const guild = simulator.world.guild('Pixels')
  const channel = guild.channel('general')
  const anna = simulator.world.user('anna', { locale: 'de' })
  guild.join(anna)
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiBase, retries: 0 } })
  const failures: unknown[] = []
  client.on(Events.Error, (error) => failures.push(error))
  const ready = new Promise((resolve) => {
    client.once(Events.ClientReady, resolve)
  })
  await client.login(simulator.botToken)
  await ready
  await client.application?.commands.set([fluxCommand, editCommand])
  return {
    clock,
    simulator,
    discord,
    client,
    guild,
    channel,
    anna,
    failures,
    on(handler) {
      client.removeAllListeners(Events.InteractionCreate)
      client.on(Events.InteractionCreate, (interaction) => {
        handler(interaction).catch((error: unknown) => failures.push(error))
      })
    },
    async [Symbol.asyncDispose]() {
      try {
        await client.destroy()
        await discord.close()
      } finally {
        undo()
      }
    },
  }
}

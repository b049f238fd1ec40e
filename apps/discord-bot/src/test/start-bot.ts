import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createDiscordSimulator,
  type DiscordSimulator,
  type SimulatedChannel,
  type SimulatedGuild,
  type SimulatedUser,
} from '@fluxkit/discord-simulator'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import { startApp, type RunningApp } from '../app.ts'
import { readConfig, type Config } from '../config/config.ts'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'
import type { Store } from '../store/store.ts'

/** The whole bot on sockets, between a double of Discord and a double of the Flux API. */
export interface TestBot extends AsyncDisposable {
  readonly discord: DiscordSimulator
  readonly flux: Simulator
  readonly app: RunningApp
  readonly config: Config
  readonly guild: SimulatedGuild
  readonly channel: SimulatedChannel
  readonly anna: SimulatedUser
  readonly bert: SimulatedUser
  readonly admin: SimulatedUser
  /** A second look into the bot's database. */
  readonly store: Store
  /** Lines of the log, as JSON text. */
  readonly logged: string[]
  /** Stops the bot as SIGTERM does, and starts another on the same data. */
  restart(): Promise<void>
}

export async function startBot(env: Readonly<Record<string, string>> = {}): Promise<TestBot> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  const discord = createDiscordSimulator()
  const running = await discord.listen()
  const flux = createSimulator({ durationsMs: () => 100 })
  const fluxServer = await flux.listen()
  const guild = discord.world.guild('Pixels')
  const channel = guild.channel('general')
  const [anna, bert] = [discord.world.user('anna'), discord.world.user('bert')]
  const admin = discord.world.user('ada')
  guild.join(anna)
  guild.join(bert)
  guild.role('admins', ['ManageGuild', 'ManageMessages'])
  guild.join(admin, { roles: ['admins'] })
  const settings = readConfig({
    DISCORD_TOKEN: discord.botToken,
    DISCORD_API_BASE: running.apiBase,
    ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-test',
    ACEDATACLOUD_API_BASE_URL: fluxServer.url,
    FLUXKIT_DATA_DIR: folder,
    FLUXKIT_PORT: '0',
    FLUXKIT_PRICES: 'flux-dev=0.03,flux-kontext-pro=0.05',
    FLUXKIT_LOG_LEVEL: 'debug',
    ...env,
  })
  if (!settings.ok) throw new Error(settings.faults.join('\n'))
  const { config } = settings
  const logged: string[] = []
  const start = (): Promise<RunningApp> =>
    startApp(config, { logDestination: { write: (line: string) => void logged.push(line) } })
  let app = await start()
  const store = openSqliteStore(join(folder, 'fluxkit.sqlite'))
  return {
    discord,
    flux,
    get app() {
      return app
    },
    config,
    guild,
    channel,
    anna,
    bert,
    admin,
    store,
    logged,
    async restart() {
      await app.stop()
      app = await start()
    },
    async [Symbol.asyncDispose]() {
      await app.stop()
      store.close()
      await running.close()
      await flux.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createDiscordSimulator,
  systemClock,
  type DiscordClock,
  type DiscordSimulator,
  type DiscordSimulatorOptions,
  type SimulatedChannel,
  type SimulatedGuild,
  type SimulatedUser,
} from '@fluxkit/discord-simulator'
import { createSimulator, type EditionName, type Simulator } from '@fluxkit/simulator'
import { startApp, type RunningApp } from '../app.ts'
import { readConfig, type Config } from '../config/config.ts'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { createSkipClock, type SkipClock } from './skip-clock.ts'

export interface TestParts {
  readonly discord?: Omit<DiscordSimulatorOptions, 'clock'>
  /** Edition of the Flux API; default `any`. */
  readonly contract?: EditionName
  /** How long the service paints; default 100 ms. */
  readonly paintingMs?: number
  /** The bot's own time, to stop it alone; default: the one of both doubles. */
  readonly botClock?: SkipClock
}

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
  /** The one time of the bot and of both doubles. */
  readonly clock: SkipClock
  /** Lets time pass quickly until something is there. @param stepMs skipped between two looks, default 200 */
  soon<Found>(
    look: () => Found | undefined | false | Promise<Found | undefined | false>,
    stepMs?: number,
  ): Promise<Found>
  /** Stops the bot as SIGTERM does, and starts another on the same data. */
  restart(): Promise<void>
  /** A second process, as far as data and Discord can tell: on the same data, with its own settings and time. */
  startPeer(env?: Readonly<Record<string, string>>, clock?: SkipClock): Promise<RunningApp>
}

export async function startBot(
  env: Readonly<Record<string, string>> = {},
  { discord: discordOptions = {}, contract = 'any', paintingMs = 100, botClock }: TestParts = {},
): Promise<TestBot> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  const clock = createSkipClock()
  const discord = createDiscordSimulator({ ...discordOptions, clock: withRealHeartbeats(clock) })
  const running = await discord.listen()
  const flux = createSimulator({ contract, durationsMs: () => paintingMs, clock })
  const fluxServer = await flux.listen()
  const guild = discord.world.guild('Pixels')
  const channel = guild.channel('general')
  const [anna, bert] = [discord.world.user('anna'), discord.world.user('bert')]
  const admin = discord.world.user('ada')
  guild.join(anna)
  guild.join(bert)
  guild.role('admins', ['ManageGuild', 'ManageMessages'])
  guild.join(admin, { roles: ['admins'] })
  const given = {
    DISCORD_TOKEN: discord.botToken,
    DISCORD_API_BASE: running.apiBase,
    ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-test',
    ACEDATACLOUD_API_BASE_URL: fluxServer.url,
    FLUXKIT_DATA_DIR: folder,
    FLUXKIT_PORT: '0',
    FLUXKIT_PRICES: 'flux-dev=0.03,flux-kontext-pro=0.05',
    FLUXKIT_LOG_LEVEL: 'debug',
    ...env,
  }
  const config = configOf(given)
  const logged: string[] = []
  const logDestination = { write: (line: string) => void logged.push(line) }
  const start = (): Promise<RunningApp> => startApp(config, { clock: botClock ?? clock, logDestination })
  let app = await start()
  const peers: RunningApp[] = []
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
    clock,
    async soon(look, stepMs = 200) {
      // Sockets are real and take their turns; what waits for them here is time.
      for (let round = 0; round < 1500; round++) {
        const found = await look()
        if (found !== undefined && found !== false) return found
        await new Promise((resolve) => setTimeout(resolve, 10))
        clock.skip(stepMs)
      }
      throw new Error(`It did not come. ${logged.slice(-5).join('')}`)
    },
    async startPeer(others = {}, peerClock = clock) {
      const peer = await startApp(configOf({ ...given, ...others }), { clock: peerClock, logDestination })
      peers.push(peer)
      return peer
    },
    async restart() {
      await app.stop()
      app = await start()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([app, ...peers].map((one) => one.stop()))
      store.close()
      await running.close()
      await flux.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configOf(env: Readonly<Record<string, string>>): Config {
  const settings = readConfig(env)
  if (!settings.ok) throw new Error(settings.faults.join('\n'))
  return settings.config
}

/** discord.js sends its heartbeats in real time, whatever was skipped. */
function withRealHeartbeats(clock: SkipClock): DiscordClock {
  const longestMs = 60_000
  return {
    now: () => clock.now(),
    setTimer: (callback, delayMs) => (delayMs > longestMs ? systemClock : clock).setTimer(callback, delayMs),
  }
}

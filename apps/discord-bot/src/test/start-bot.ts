import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Clock } from '@fluxkit/core/node'
import type { FakeClock } from '@fluxkit/core/testing'
import {
  createDiscordSimulator,
  type DiscordSimulator,
  type DiscordSimulatorOptions,
  type SimulatedChannel,
  type SimulatedGuild,
  type SimulatedUser,
} from '@fluxkit/discord-simulator'
import { createSimulator, type EditionName, type Simulator } from '@fluxkit/simulator'
import { replaceTimers } from '@fluxkit/tooling/time'
import { startApp, type RunningApp } from '../app.ts'
import { readConfig, type Config } from '../config/config.ts'
import type { Store } from '../store/store.ts'
import { createMortalParts } from './mortal-bot.ts'
import { openTestStore } from './open-test-store.ts'
import { createTestClock } from './test-clock.ts'

export interface TestParts {
  readonly discord?: Omit<DiscordSimulatorOptions, 'clock' | 'passTime'>
  /** How interactions come in; default: as `FLUXKIT_TEST_INTERACTIONS` says, else through the gateway. */
  readonly interactions?: 'gateway' | 'http' | undefined
  /** The owner of the application, a member of the server; default: nobody who acts. */
  readonly owner?: string
  /** Edition of the Flux API; default `any`. */
  readonly contract?: EditionName
  /** How long the service paints; default 100 ms. */
  readonly paintingMs?: number
  /** Default: a new one. Of several bots at once, all have to be on the same. */
  readonly clock?: FakeClock
  /** The bot's own time, to stop only it; default: the one of both simulators. */
  readonly botClock?: Clock
  /** Opens the data as another process would; default: SQLite in a folder. */
  readonly openStore?: (config: Config, clock: Clock) => Promise<Store>
  /** The bot dies where its store passes this point, see failpoints.ts. */
  readonly diesAt?: string
}

type Check<Found> = () => Found | undefined | false | Promise<Found | undefined | false>

/** The whole bot on sockets, between a simulator of Discord and one of the Flux API. */
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
  /** See `TestParts`. */
  readonly owner: SimulatedUser
  /** A second look into the bot's database. */
  readonly store: Store
  /** Lines of the log, as JSON text. */
  readonly logged: string[]
  /** The one time of the bot, of both simulators and of discord.js. It moves only while something is waited for. */
  readonly clock: FakeClock
  /** Lets time pass, timer by timer, until something is there. @throws Error after a day */
  soon<Found>(check: Check<Found>): Promise<Found>
  /** Like {@link soon}, in strides: what is due within one happens at its end. For waits of many minutes. */
  later<Found>(strideMs: number, check: Check<Found>): Promise<Found>
  /** Stops the bot as SIGTERM does. */
  stop(): Promise<void>
  /** Copies the database as it is now, to `<database>.backup`. */
  backUp(): Promise<void>
  /** Stops the bot and lets go of the database, so that its file can be replaced. */
  stopAll(): Promise<void>
  /** Starts the bot again after {@link stopAll}. */
  reopen(): Promise<void>
  /** Stops the bot unless it is dead, and starts another on the same data. */
  restart(): Promise<void>
  readonly isDead: boolean
  /** Second looks into the databases of {@link startPeer}. */
  readonly peerStores: readonly Store[]
  /** A second process, as far as data and Discord can tell: on the same data, with its own settings. */
  startPeer(env?: Readonly<Record<string, string>>): Promise<RunningApp>
}

const dayMs = 86_400_000

export async function startBot(env: Readonly<Record<string, string>> = {}, parts: TestParts = {}): Promise<TestBot> {
  const { discord: discordOptions = {}, contract = 'any', paintingMs = 100, diesAt } = parts
  const { clock = createTestClock(), botClock = clock } = parts
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  const restoreTimers = replaceTimers(clock)
  const passTime = <T>(waiting: Promise<T>): Promise<T> => clock.until(waiting)
  const discord = createDiscordSimulator({ ...discordOptions, clock, passTime })
  const running = await discord.listen()
  const flux = createSimulator({ contract, durationsMs: () => paintingMs, maxImageSide: 64, clock })
  const fluxServer = await flux.listen()
  const guild = discord.world.guild('Pixels')
  const channel = guild.channel('general')
  const [anna, bert] = [discord.world.user('anna'), discord.world.user('bert')]
  const admin = discord.world.user('ada')
  guild.join(anna)
  guild.join(bert)
  guild.role('admins', ['ManageGuild', 'ManageMessages'])
  guild.join(admin, { roles: ['admins'] })
  const owner = discord.world.user(parts.owner ?? 'nobody')
  if (parts.owner !== undefined) {
    guild.join(owner, { roles: ['admins'] })
    discord.world.setOwner(owner)
  }
  const given = {
    DISCORD_TOKEN: discord.botToken,
    DISCORD_API_BASE: running.apiBase,
    ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-test',
    ACEDATACLOUD_API_BASE_URL: fluxServer.url,
    FLUXKIT_DATA_DIR: folder,
    FLUXKIT_PORT: '0',
    FLUXKIT_METRICS_PORT: '0',
    FLUXKIT_PRICES: 'flux-dev=0.03,flux-kontext-pro=0.05',
    FLUXKIT_CURRENCY: 'USD',
    FLUXKIT_GUILDS: '*',
    FLUXKIT_USERS: '*',
    FLUXKIT_LOG_LEVEL: 'debug',
    FLUXKIT_INTERACTIONS: parts.interactions ?? process.env['FLUXKIT_TEST_INTERACTIONS'] ?? 'gateway',
    ...env,
  }
  const config = configOf(given)
  const logged: string[] = []
  const logDestination = { write: (line: string) => void logged.push(line) }
  const openStore =
    parts.openStore ??
    ((settings: Config, own: Clock) =>
      openTestStore({ path: join(settings.FLUXKIT_DATA_DIR, 'fluxkit.sqlite'), clock: own, config: settings }))
  const start = async (settings: Config, own: Clock, watch = (store: Store): Store => store): Promise<RunningApp> => {
    const ownStore = watch(await openStore(settings, own))
    const started = await clock.until(startApp(settings, { clock: own, logDestination, store: ownStore }))
    if (settings.FLUXKIT_INTERACTIONS === 'http' && settings.FLUXKIT_ROLE !== 'worker') {
      replicas.push(`http://127.0.0.1:${started.port}/interactions`)
      discord.endpoint.use(...replicas)
    }
    return started
  }
  /** Where processes take HTTP interactions; nothing listens any more where one was stopped. */
  const replicas: string[] = []
  // A code after which discord.js does not come back.
  const mortal = createMortalParts(botClock, diesAt, () => {
    discord.gateway.close(4014)
    replicas.length = 0
    discord.endpoint.use()
  })
  let app = await start(config, mortal.clock, (one) => mortal.watch(one))
  const others: RunningApp[] = []
  let store = await openStore(config, clock)
  let isStopped = false
  const peerStores: Store[] = []

  async function checkUntil<Found>(check: Check<Found>, pass: () => Promise<unknown>): Promise<Found> {
    await clock.advance(0)
    for (const endMs = clock.now() + dayMs; clock.now() < endMs; await pass()) {
      const found = await check()
      if (found !== undefined && found !== false) return found
    }
    throw new Error(`It did not come. ${logged.slice(-5).join('')}`)
  }

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
    owner,
    get store() {
      return store
    },
    peerStores,
    logged,
    clock,
    soon: (check) => checkUntil(check, () => clock.advanceToNextTimer()),
    later: (strideMs, check) => checkUntil(check, () => clock.sleep(strideMs)),
    async startPeer(settings = {}) {
      const peerConfig = configOf({ ...given, ...settings })
      const peer = await start(peerConfig, clock)
      others.push(peer)
      peerStores.push(await openStore(peerConfig, clock))
      return peer
    },
    stop: () => clock.until(app.stop()),
    async backUp() {
      const path = join(folder, 'fluxkit.sqlite')
      rmSync(`${path}.backup`, { force: true })
      const db = new DatabaseSync(path)
      db.exec(`VACUUM INTO '${path}.backup'`)
      db.close()
    },
    async stopAll() {
      await clock.until(app.stop())
      if (!isStopped) await store.close()
      isStopped = true
    },
    async reopen() {
      isStopped = false
      app = await start(config, botClock)
      store = await openStore(config, clock)
    },
    async restart() {
      if (mortal.isDead) others.push(app)
      else await clock.until(app.stop())
      app = await start(config, botClock)
    },
    get isDead() {
      return mortal.isDead
    },
    async [Symbol.asyncDispose]() {
      try {
        mortal.bury()
        await clock.until(Promise.all([app, ...others].map((one) => one.stop())))
        for (const one of [...(isStopped ? [] : [store]), ...peerStores]) await one.close()
        await flux.close()
        await running.close()
      } finally {
        restoreTimers()
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

function configOf(env: Readonly<Record<string, string>>): Config {
  const settings = readConfig(env)
  if (!settings.ok) throw new Error(settings.faults.join('\n'))
  return settings.config
}

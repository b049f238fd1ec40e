import {
  createDiscordSimulator,
  type DiscordSimulator,
  type Reply,
} from '../../packages/discord-simulator/src/index.ts'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@fluxkit/core/node'
import { openPgDatabase } from '../../apps/discord-bot/src/store/postgres/pg-database.ts'
import type { PostgresDatabase } from '../../packages/jobs/src/node/index.ts'
import { freePort, startTestServer } from '../postgres/support/server.ts'
import { type BotProcess, createBotProcess } from './bot-process.ts'

/** Web processes and workers of the built bot on one PostgreSQL, between the simulators of Discord and of the service. */
export interface Cluster extends AsyncDisposable {
  readonly processes: readonly BotProcess[]
  readonly discord: DiscordSimulator
  readonly flux: Simulator
  readonly db: PostgresDatabase
  readonly replies: readonly Reply[]
  /** One of the members requests an image. */
  request(prompt: string): void
}

export interface ClusterOptions {
  readonly webs: number
  readonly workers: number
  /** How long the service takes for a task. */
  readonly taskMs: () => number
}

const memberNames = ['anna', 'bert', 'cleo', 'dora', 'emil', 'fred'] as const

export async function startCluster({ webs, workers, taskMs }: ClusterOptions): Promise<Cluster> {
  await using starting = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-cluster-'))
  starting.defer(() => rm(folder, { recursive: true, force: true }))
  const server = starting.use(await startTestServer())
  const name = `fluxkit_cluster_${process.pid}`
  const open = (database: string): PostgresDatabase =>
    openPgDatabase({ url: server.urlOf(database), clock: systemClock, onTrouble: () => undefined, connections: 2 })
  const main = open('postgres')
  await main.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`)
  starting.defer(async () => {
    await main.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await main.close()
  })
  const db = open(name)
  starting.defer(() => db.close())
  // Validating each request takes the processor that the processes need; the tests of the bot do it.
  const discord = createDiscordSimulator({ rateLimits: 'off', openApiPath: join(folder, 'not-checked') })
  const running = await discord.listen()
  starting.defer(() => running.close().catch(exceptCutRequests))
  const flux = starting.use(createSimulator({ durationsMs: taskMs, maxImageSide: 64 }))
  const { url } = await flux.listen()
  const guild = discord.world.guild('Pixels')
  const channel = guild.channel('general')
  const members = memberNames.map((member) => discord.world.user(member))
  for (const member of members) guild.join(member)
  const shared = {
    DISCORD_TOKEN: discord.botToken,
    DISCORD_API_BASE: running.apiBase,
    ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-test',
    ACEDATACLOUD_API_BASE_URL: url,
    DATABASE_URL: server.urlOf(name),
    FLUXKIT_DATA_DIR: folder,
    FLUXKIT_INTERACTIONS: 'http',
    FLUXKIT_METRICS_PORT: '0',
    FLUXKIT_GUILDS: '*',
    FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none',
    FLUXKIT_GUILD_IMAGES_PER_DAY: 'none',
    FLUXKIT_PRICES: 'flux-dev=0.03',
    FLUXKIT_CURRENCY: 'USD',
    FLUXKIT_LEASE_SECONDS: '3',
  }
  const ports = await Promise.all(Array.from({ length: webs }, freePort))
  const webProcesses = ports.map((port, at) =>
    createBotProcess(`web ${at + 1}`, { ...shared, FLUXKIT_ROLE: 'web', FLUXKIT_PORT: String(port) }),
  )
  const workerProcesses = Array.from({ length: workers }, (_, at) =>
    createBotProcess(`worker ${at + 1}`, { ...shared, FLUXKIT_ROLE: 'worker', FLUXKIT_PORT: '0' }),
  )
  const processes = [...webProcesses, ...workerProcesses]
  starting.defer(async () => void (await Promise.all(processes.map((one) => one.kill()))))
  discord.endpoint.use(...ports.map((port) => `http://127.0.0.1:${port}/interactions`))
  await Promise.all(processes.map((one) => one.start()))
  const replies: Reply[] = []
  const started = starting.move()

  return {
    processes,
    discord,
    flux,
    db,
    replies,
    request(prompt) {
      const member = members[replies.length % members.length]
      if (member) replies.push(member.sendSlash(channel, 'flux generate', { prompt }))
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  }
}

/** A request that a kill has cut off in mid-body is an error of its own in the simulator. */
function exceptCutRequests(error: unknown): void {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error]
  const others = errors.filter((one) => !(one instanceof Error && one.message === 'aborted'))
  if (others.length > 0) throw new AggregateError(others, 'The simulator itself failed')
}

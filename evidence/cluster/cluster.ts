import { createDiscordSimulator, type DiscordSimulator } from '../../packages/discord-simulator/src/index.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@fluxkit/core/node'
import { openPgDatabase } from '../../apps/discord-bot/src/store/postgres/pg-database.ts'
import type { PostgresDatabase } from '../../packages/jobs/src/node/index.ts'
import { freePort, startTestServer } from '../postgres/support/server.ts'
import { type BotProcess, createBotProcess } from './bot-process.ts'

/** Web processes and workers of the built bot on one PostgreSQL, with a simulator of Discord. */
export interface Cluster extends AsyncDisposable {
  readonly processes: readonly BotProcess[]
  readonly discord: DiscordSimulator
  readonly db: PostgresDatabase
}

export interface ClusterOptions {
  readonly webs: number
  readonly workers: number
  /** The URL of the Flux API. */
  readonly fluxUrl: string
  /** The environment of every process. */
  readonly env: Readonly<Record<string, string>>
  /** Settings of PostgreSQL. */
  readonly postgres?: readonly string[]
  readonly nodeArgs?: readonly string[]
}

export async function startCluster({ webs, workers, fluxUrl, ...options }: ClusterOptions): Promise<Cluster> {
  await using starting = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-cluster-'))
  starting.defer(() => rm(folder, { recursive: true, force: true }))
  const server = starting.use(await startTestServer(options.postgres))
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
  const shared = {
    DISCORD_TOKEN: discord.botToken,
    DISCORD_API_BASE: running.apiBase,
    ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-test',
    ACEDATACLOUD_API_BASE_URL: fluxUrl,
    DATABASE_URL: server.urlOf(name),
    FLUXKIT_DATA_DIR: folder,
    FLUXKIT_INTERACTIONS: 'http',
    FLUXKIT_METRICS_PORT: '0',
    FLUXKIT_GUILDS: '*',
    FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none',
    FLUXKIT_GUILD_IMAGES_PER_DAY: 'none',
    FLUXKIT_PRICES: 'flux-dev=0.03',
    FLUXKIT_CURRENCY: 'USD',
    ...options.env,
  }
  const ports = await Promise.all(Array.from({ length: webs }, freePort))
  const create = (name: string, env: Readonly<Record<string, string>>): BotProcess =>
    createBotProcess(name, { ...shared, ...env }, options.nodeArgs)
  const webProcesses = ports.map((port, at) =>
    create(`web ${at + 1}`, { FLUXKIT_ROLE: 'web', FLUXKIT_PORT: String(port) }),
  )
  const workerProcesses = Array.from({ length: workers }, (_, at) =>
    create(`worker ${at + 1}`, { FLUXKIT_ROLE: 'worker', FLUXKIT_PORT: '0' }),
  )
  const processes = [...webProcesses, ...workerProcesses]
  starting.defer(async () => void (await Promise.all(processes.map((one) => one.kill()))))
  discord.endpoint.use(...ports.map((port) => `http://127.0.0.1:${port}/interactions`))
  await Promise.all(processes.map((one) => one.start()))
  const started = starting.move()
  return { processes, discord, db, [Symbol.asyncDispose]: () => started.disposeAsync() }
}

/** A request that a kill has cut off mid-body is a separate error in the simulator. */
function exceptCutRequests(error: unknown): void {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error]
  const others = errors.filter((one) => !(one instanceof Error && one.message === 'aborted'))
  if (others.length > 0) throw new AggregateError(others, 'The simulator itself failed')
}

import { availableParallelism, loadavg } from 'node:os'
import { createImageRequests, type ImageRequests } from '../../../bench/bot/image-requests.ts'
import { usageOf } from '../../../bench/bot/process-usage.ts'
import { startFlux } from '../../../bench/bot/start-flux.ts'
import { type BookedJob, readBooks } from '../books.ts'
import { type Cluster, startCluster } from '../cluster.ts'
import { createOthers, type OtherKind } from './members.ts'

export interface LoadOptions {
  /** Jobs a second. */
  readonly rate: number
  /** Other interactions a second, in the second part. */
  readonly others: number
  /** Duration of each part. */
  readonly seconds: number
  readonly taskSeconds: number
  readonly webs: number
  readonly workers: number
  /** Options of Node for every bot process, such as `--cpu-prof`. */
  readonly nodeArgs: readonly string[]
  readonly note: (text: string) => void
}

/** Milliseconds, sorted. */
export type Times = readonly number[]

export interface LoadResults extends Omit<LoadOptions, 'note'> {
  readonly node: string
  readonly cores: number
  readonly loadBefore: number
  /** With jobs only, and with other interactions at the same time. */
  readonly answersMs: { readonly alone: Times; readonly beside: Times } & Readonly<Record<OtherKind, Times>>
  readonly deliveredMs: Times
  /** "The application did not respond." */
  readonly unanswered: number
  /** Paid images that did not arrive, and jobs whose ledger doesn't balance. */
  readonly lost: number
  readonly wrongBooks: number
  /** What a job costs, measured without other interactions. */
  readonly job: {
    readonly webCpuMs: number
    readonly workerCpuMs: number
    readonly statements: number
    readonly walKb: number
    readonly discordRequests: number
  }
  readonly rssMaxMb: number
}

const memberCount = 200
const priceUnits = 300
const unlimited = '10000'
const withdrawSeconds = 60

/** The built bot as a cluster under load: first jobs only, which shows what one costs, then beside other interactions. */
export async function runLoad(options: LoadOptions): Promise<LoadResults> {
  const { rate, seconds, note } = options
  const loadBefore = loadavg()[0] ?? NaN
  const flux = await startFlux(options.taskSeconds * 1_000, 512)
  try {
    await using cluster = await startCluster({
      webs: options.webs,
      workers: options.workers,
      fluxUrl: flux.url,
      env: {
        FLUXKIT_LOG_LEVEL: 'info',
        FLUXKIT_CONCURRENCY: unlimited,
        FLUXKIT_GUILD_CONCURRENCY: unlimited,
        FLUXKIT_USER_CONCURRENCY: unlimited,
      },
      postgres: ['shared_preload_libraries=pg_stat_statements'],
      nodeArgs: ['--max-semi-space-size=8', ...options.nodeArgs],
    })
    const { discord, db } = cluster
    const guild = discord.world.guild('Pixels')
    const channel = guild.channel('general')
    const members = Array.from({ length: memberCount }, (_, at) => discord.world.user(`user${at}`))
    for (const member of members) guild.join(member)
    const others = createOthers(discord)
    const requests = createImageRequests(discord)
    let discordRequests = 0
    discord.events.subscribe(({ type }) => {
      if (type === 'rest.answered') discordRequests += 1
    })
    await db.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements')

    async function part(othersRate: number): Promise<void> {
      const jobs = Array.from({ length: rate * seconds }, (_, at) => ({ atMs: (at * 1_000) / rate, isJob: true, at }))
      const rest = Array.from({ length: othersRate * seconds }, (_, at) => ({
        atMs: (at * 1_000) / othersRate,
        isJob: false,
        at,
      }))
      const startMs = performance.now()
      for (const { atMs, isJob, at } of [...jobs, ...rest].toSorted((a, b) => a.atMs - b.atMs)) {
        const waitMs = atMs - (performance.now() - startMs)
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
        const member = members[at % members.length]
        if (member && isJob) requests.send(member, channel, `load ${requests.all.length}`)
        else if (member) others.send(member, channel, at)
      }
      note(`${requests.all.length} jobs sent; waiting for the images`)
      if (!(await requests.settled((options.taskSeconds + 120) * 1_000))) note('Some images have not arrived.')
      // Those whose members had no answer are withdrawn meanwhile.
      for (let tries = 0; tries < withdrawSeconds && (await readBooks(db)).some(isOpen); tries++) {
        await new Promise((resolve) => setTimeout(resolve, 1_000))
      }
    }

    const before = await costsOf(cluster)
    await part(0)
    const after = await costsOf(cluster)
    // What has an image; those without an answer cost less.
    const jobs = Math.max(1, requests.all.filter(({ deliveredMs }) => deliveredMs !== undefined).length)
    const sent = requests.all.length
    const requestsOfJobs = discordRequests
    await part(options.others)
    const last = await costsOf(cluster)
    const books = await readBooks(db)
    const { tasks } = await flux.report()
    // So that a profile is written.
    await Promise.all(cluster.processes.map((one) => one.stop()))
    return {
      ...options,
      node: process.versions.node,
      cores: availableParallelism(),
      loadBefore,
      answersMs: {
        alone: answersOf(requests.all.slice(0, sent)),
        beside: answersOf(requests.all.slice(sent)),
        autocomplete: sorted(others.answersMs.autocomplete),
        history: sorted(others.answersMs.history),
        refusal: sorted(others.answersMs.refusal),
      },
      deliveredMs: sorted(
        requests.all.flatMap(({ sentMs, deliveredMs }) =>
          deliveredMs === undefined ? [] : [deliveredMs - sentMs - options.taskSeconds * 1_000],
        ),
      ),
      unanswered: requests.all.filter(({ failed }) => failed).length + others.unanswered,
      lost: tasks.length - requests.all.filter(({ deliveredMs }) => deliveredMs !== undefined).length,
      wrongBooks: books.filter(({ state, units }) => units !== (state === 'succeeded' ? priceUnits : 0)).length,
      job: {
        webCpuMs: ((after.webCpuSeconds - before.webCpuSeconds) * 1_000) / jobs,
        workerCpuMs: ((after.workerCpuSeconds - before.workerCpuSeconds) * 1_000) / jobs,
        statements: (after.statements - before.statements) / jobs,
        walKb: (after.walBytes - before.walBytes) / 1_000 / jobs,
        discordRequests: requestsOfJobs / jobs,
      },
      rssMaxMb: last.rssMb,
    }
  } finally {
    await flux.close()
  }
}

function isOpen({ state, delivery }: BookedJob): boolean {
  return delivery === 'pending' || !['succeeded', 'failed', 'cancelled', 'withdrawn'].includes(state)
}

interface Costs {
  readonly webCpuSeconds: number
  readonly workerCpuSeconds: number
  readonly statements: number
  readonly walBytes: number
  /** Memory of the largest process. */
  readonly rssMb: number
}

async function costsOf({ processes, db }: Cluster): Promise<Costs> {
  const usage = processes.map(({ name, pid }) => ({ isWeb: name.startsWith('web'), ...usageOf(pid) }))
  const cpuSeconds = (isWeb: boolean): number =>
    usage.filter((one) => one.isWeb === isWeb).reduce((sum, one) => sum + one.cpuSeconds, 0)
  const [row] = await db.query(
    `SELECT (SELECT sum(calls) FROM pg_stat_statements)::bigint AS statements,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint AS wal`,
  )
  return {
    webCpuSeconds: cpuSeconds(true),
    workerCpuSeconds: cpuSeconds(false),
    statements: Number(row?.['statements']),
    walBytes: Number(row?.['wal']),
    rssMb: Math.max(...usage.map(({ rssMb }) => rssMb)),
  }
}

function answersOf(requests: ImageRequests['all']): Times {
  return sorted(
    requests.flatMap(({ sentMs, acknowledgedMs }) => (acknowledgedMs === undefined ? [] : [acknowledgedMs - sentMs])),
  )
}

function sorted(values: readonly number[]): Times {
  return values.toSorted((a, b) => a - b)
}

import type { SimulatorStats } from '@fluxkit/simulator'
import { quantile } from '../groups/statistics.ts'
import type { TaskEnd } from './flux-simulator.ts'
import type { ImageRequest } from './image-requests.ts'
import type { UsageSamples } from './process-usage.ts'
import type { BookedJob } from './read-books.ts'

export interface Quantiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/** What one run found; tables, plots and the guide are made from it. */
export interface Results {
  /** ISO 8601, only the day. */
  readonly date: string
  readonly node: string
  readonly cores: number
  /** Processes that wanted to run in the minute before. */
  readonly loadBefore: number
  readonly rate: number
  readonly seconds: number
  readonly taskSeconds: number
  readonly imageBytes: number
  readonly imageRequests: number
  readonly mostInFlight: number
  /** From the interaction to its first answer, as the user sees it. */
  readonly acknowledgedMs: Quantiles
  /** "The application did not respond." */
  readonly notAcknowledged: number
  /** From the end of the task at the service to the bot's knowing of it. */
  readonly endToKnownMs: Quantiles
  /** From the bot's knowing to the image in the channel. */
  readonly knownToDeliveredMs: Quantiles
  readonly lost: number
  /** Tasks at the service beyond one for each order, jobs likewise. */
  readonly duplicates: number
  /** Jobs whose rows in the ledger do not add up to the price. */
  readonly wrongBooks: number
  readonly pollRequests: number
  readonly tasksPerPoll: number
  readonly rssStartMb: number
  readonly rssMaxMb: number
  readonly cpuMsPerJob: number
  readonly writtenKbPerJob: number
  readonly restPerJob: number
  readonly restByRoute: Readonly<Record<string, number>>
}

export interface Findings {
  readonly load: Pick<Results, 'rate' | 'seconds' | 'taskSeconds' | 'imageBytes'>
  readonly machine: Pick<Results, 'node' | 'cores' | 'loadBefore'>
  readonly imageRequests: readonly ImageRequest[]
  readonly jobs: readonly BookedJob[]
  readonly tasks: readonly TaskEnd[]
  readonly stats: SimulatorStats
  readonly requests: ReadonlyMap<string, number>
  readonly usage: Pick<UsageSamples, 'start' | 'samples'>
}

/** Units of money that an image costs here, see the bot's `money.ts`. */
const priceUnits = 300

export function resultsOf({ load, machine, imageRequests, jobs, tasks, stats, requests, usage }: Findings): Results {
  const acknowledged = imageRequests.filter((imageRequest) => imageRequest.acknowledgedMs !== undefined)
  const jobOf = new Map(jobs.map((job) => [job.prompt, job]))
  const taskOf = new Map(tasks.map((task) => [task.prompt, task]))
  const delivered = acknowledged.flatMap((imageRequest) => {
    const [job, task] = [jobOf.get(imageRequest.prompt), taskOf.get(imageRequest.prompt)]
    return imageRequest.deliveredMs === undefined || !job || task?.finishedMs === undefined
      ? []
      : [{ deliveredMs: imageRequest.deliveredMs, knownMs: job.finishedMs, endedMs: task.finishedMs }]
  })
  const rest = [...requests].filter(([name]) => /\/(?:interactions|webhooks|channels|users)\//.test(name))
  const last = usage.samples.at(-1) ?? usage.start
  return {
    date: new Date().toISOString().slice(0, 10),
    ...machine,
    ...load,
    imageRequests: imageRequests.length,
    mostInFlight: mostAtOnce(jobs),
    acknowledgedMs: quantiles(
      acknowledged.map((imageRequest) => (imageRequest.acknowledgedMs ?? 0) - imageRequest.sentMs),
    ),
    notAcknowledged: imageRequests.filter((imageRequest) => imageRequest.failed).length,
    endToKnownMs: quantiles(delivered.map(({ knownMs, endedMs }) => knownMs - endedMs)),
    knownToDeliveredMs: quantiles(delivered.map(({ deliveredMs, knownMs }) => deliveredMs - knownMs)),
    lost: tasks.length - delivered.length,
    duplicates: tasks.length - taskOf.size + jobs.length - jobOf.size,
    wrongBooks: jobs.filter(({ state, units }) => units !== (state === 'succeeded' ? priceUnits : 0)).length,
    pollRequests: stats.polls + stats.batchPolls,
    tasksPerPoll: stats.polledIds / Math.max(1, stats.polls + stats.batchPolls),
    rssStartMb: usage.start.rssMb,
    rssMaxMb: Math.max(usage.start.rssMb, ...usage.samples.map((sample) => sample.rssMb)),
    cpuMsPerJob: ((last.cpuSeconds - usage.start.cpuSeconds) * 1_000) / Math.max(1, jobs.length),
    writtenKbPerJob: (last.writtenBytes - usage.start.writtenBytes) / 1_000 / Math.max(1, jobs.length),
    restPerJob: rest.reduce((sum, [, count]) => sum + count, 0) / Math.max(1, jobs.length),
    restByRoute: Object.fromEntries(rest),
  }
}

function quantiles(values: readonly number[]): Quantiles {
  const at = (share: number): number => quantile(values, share)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

/** Tasks that were at the service at one moment. */
function mostAtOnce(jobs: readonly Pick<BookedJob, 'submittedMs' | 'finishedMs'>[]): number {
  const changes = jobs
    .filter(({ submittedMs, finishedMs }) => !Number.isNaN(submittedMs + finishedMs))
    .flatMap(({ submittedMs, finishedMs }) => [
      { atMs: submittedMs, by: 1 },
      { atMs: finishedMs, by: -1 },
    ])
    .toSorted((a, b) => a.atMs - b.atMs || a.by - b.by)
  let now = 0
  let most = 0
  for (const { by } of changes) {
    now += by
    most = Math.max(most, now)
  }
  return most
}

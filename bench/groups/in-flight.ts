import type { InFlightResult } from '../cases/in-flight.ts'
import { runCase } from '../cases/run-case.ts'
import type { Way } from '../clients/client.ts'
import type { ClientName } from '../clients/index.ts'
import type { Group, GroupContext } from './group.ts'
import { createRandom, median, quantile } from './statistics.ts'

export interface InFlightRow {
  readonly client: ClientName
  readonly way: Way
  readonly tasks: number
  /** Submissions and polls. */
  readonly requests: number
  readonly polls: number
  /** From the moment an image is ready to the moment its client's caller knows, in milliseconds. */
  readonly lagMedianMs: number
  readonly lagP95Ms: number
  readonly lagMaxMs: number
  readonly cpuMsPerTask: number
  /** The most at any time, connections and garbage of the submissions included. */
  readonly rssAboveIdleMb: number
  /** When all have been submitted and none is ready, after a garbage collection. */
  readonly rssWaitingMb: number
  /** Images submitted but not charged exactly once, or whose caller never learned of them. */
  readonly wrong: number
}

interface Contender {
  readonly client: ClientName
  readonly way: Way
}

const contenders: readonly Contender[] = [
  { client: 'core', way: 'polling' },
  { client: 'core', way: 'callback' },
  { client: 'core', way: 'held connection' },
  { client: 'undici', way: 'polling' },
  { client: 'replicate', way: 'polling' },
  { client: 'replicate', way: 'held connection' },
  { client: 'fal', way: 'polling' },
  { client: 'openai', way: 'held connection' },
]

/** N tasks that take 2 to 6 s at random, submitted at once. */
export const inFlight: Group<InFlightRow> = {
  name: 'in-flight',
  async run(context) {
    const { quick, rounds, note } = context
    const rows: InFlightRow[] = []
    for (const tasks of quick ? [20] : [1, 10, 100, 1_000]) {
      // Only of the thousand each round must keep the goals.
      const repeats = tasks === 1_000 ? Math.min(3, rounds) : 1
      const found = new Map<Contender, InFlightRow[]>(contenders.map((contender) => [contender, []]))
      for (let round = 1; round <= repeats; round++) {
        note(`${tasks} tasks in flight, round ${round} of ${repeats}`)
        const random = createRandom(1_000 * tasks + round)
        const [minMs, maxMs] = quick ? [200, 600] : [2_000, 6_000]
        const durationsMs = Array.from({ length: tasks }, () => minMs + random() * (maxMs - minMs))
        for (const contender of contenders)
          found.get(contender)?.push(await measureOnce(context, contender, [durationsMs]))
      }
      for (const contender of contenders) rows.push(summary(found.get(contender) ?? []))
    }
    return rows
  },
}

/** One fresh process. @param turnsMs see `InFlightInput` */
export async function measureOnce(
  { server }: GroupContext,
  contender: Contender,
  pollMs: readonly (readonly number[])[],
  reportedMs?: number,
): Promise<InFlightRow> {
  await server.reset()
  const { client, way } = contender
  const pollId = await server.addJob({ key: 'looked-at', durationMs: 0 })
  const result = await runCase<InFlightResult>({
    name: 'in-flight',
    client,
    settings: { origin: server.url, way, timeScale: 1 },
    input: { pollMs, lessonsMs: [], pollId, reportedMs, countsUrl: `${server.url}/counts`, timeScale: 1 },
  })
  const { submissions: allSubmissions, polls: allPolls, charges, finishedAtMs } = await server.counts()
  const submissions = allSubmissions - result.before.submissions
  const polls = allPolls - result.before.polls
  const durationsMs = pollMs.flat()
  const keys = durationsMs.map((_, index) => `task-${index}`)
  const lagsMs = keys.flatMap((key) => {
    const knownAtMs = result.knownAtMs[key]
    return knownAtMs === undefined ? [] : [Math.max(0, knownAtMs - (finishedAtMs[key] ?? NaN))]
  })
  return {
    ...contender,
    tasks: durationsMs.length,
    requests: submissions + polls,
    polls,
    lagMedianMs: quantile(lagsMs, 0.5),
    lagP95Ms: quantile(lagsMs, 0.95),
    lagMaxMs: Math.max(...lagsMs),
    cpuMsPerTask: result.cpuMs / durationsMs.length,
    rssAboveIdleMb: result.rssAboveIdle / 1e6,
    rssWaitingMb: result.rssWaiting / 1e6,
    wrong: keys.filter((key) => charges[key] !== 1 || result.knownAtMs[key] === undefined).length,
  }
}

/** Requests and lags of the worst round: a user has that one, not the median of rounds. The rest are medians. */
function summary(rows: readonly InFlightRow[]): InFlightRow {
  const [first] = rows
  if (!first) throw new Error('No round was run.')
  const of = (read: (row: InFlightRow) => number): number => median(rows.map(read))
  const worst = (read: (row: InFlightRow) => number): number => Math.max(...rows.map(read))
  return {
    ...first,
    requests: worst((row) => row.requests),
    polls: worst((row) => row.polls),
    lagMedianMs: worst((row) => row.lagMedianMs),
    lagP95Ms: worst((row) => row.lagP95Ms),
    lagMaxMs: worst((row) => row.lagMaxMs),
    cpuMsPerTask: of((row) => row.cpuMsPerTask),
    rssAboveIdleMb: of((row) => row.rssAboveIdleMb),
    rssWaitingMb: of((row) => row.rssWaitingMb),
    wrong: rows.reduce((sum, row) => sum + row.wrong, 0),
  }
}

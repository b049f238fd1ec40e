import type { InFlightResult } from '../cases/in-flight.ts'
import { runCase } from '../cases/run-case.ts'
import type { ClientName } from '../clients/index.ts'
import type { Group } from './group.ts'
import { createRandom, quantile } from './statistics.ts'

export interface LongTasksRow {
  readonly client: ClientName
  readonly waiting: number
  readonly pollsPerImage: number
  /** On the scaled clock, so that a millisecond of this machine's own counts 20. */
  readonly lagMedianMs: number
  readonly lagP95Ms: number
}

/** Tasks of a minute or two pass in seconds; a request that takes 2 ms then counts as 40, against lags of 1,500. */
const timeScale = 20
/** Fifty that each poll 20 times as often as they should would measure this machine; one gives the same number. */
const single: readonly ClientName[] = ['core', 'replicate', 'fal']

/** Tasks of 60 to 120 s: one after the other, and 50 together. */
export const longTasks: Group<LongTasksRow> = {
  name: 'long-tasks',
  async run({ server, quick, note }) {
    const rows: LongTasksRow[] = []
    for (const waiting of quick ? [5] : [1, 50]) {
      note(`Tasks of 60 to 120 s, ${waiting} waiting`)
      for (const client of waiting === 1 ? single : (['core'] as const)) {
        // Evenly spread and in random order: few tasks drawn at random would be long or short ones by chance.
        const random = createRandom(waiting)
        const draw = (count: number): number[] =>
          Array.from({ length: count }, (_, index) => (60_000 + ((index + 0.5) * 60_000) / count) / timeScale)
            .map((durationMs) => ({ durationMs: quick ? 500 : durationMs, imageRequest: random() }))
            .toSorted((a, b) => a.imageRequest - b.imageRequest)
            .map(({ durationMs }) => durationMs)
        const lessonsMs = quick ? [] : draw(64)
        // One at a time needs several, one after the other, for a fair mean.
        const durations = waiting === 1 ? draw(8).map((durationMs) => [durationMs]) : [draw(waiting)]
        await server.reset()
        const pollId = await server.addJob({ key: 'looked-at', durationMs: 0 })
        const result = await runCase<InFlightResult>({
          name: 'in-flight',
          client,
          settings: { origin: server.url, way: 'polling', timeScale },
          input: { pollMs: durations, lessonsMs, pollId, countsUrl: `${server.url}/counts`, timeScale },
        })
        const { polls, finishedAtMs } = await server.counts()
        const lags = Object.entries(result.knownAtMs).map(
          ([key, atMs]) => Math.max(0, atMs - (finishedAtMs[key] ?? NaN)) * timeScale,
        )
        rows.push({
          client,
          waiting,
          pollsPerImage: (polls - result.before.polls) / lags.length,
          lagMedianMs: quantile(lags, 0.5),
          lagP95Ms: quantile(lags, 0.95),
        })
      }
    }
    return rows
  },
}

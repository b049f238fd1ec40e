import type { Group } from './group.ts'
import { measureOnce } from './in-flight.ts'
import { createRandom } from './statistics.ts'

export interface OddTimesRow {
  readonly what: string
  readonly tasks: number
  readonly requests: number
  /** In the worst round. */
  readonly lagP95Ms: number
  readonly lagMaxMs: number
}

const polling = { client: 'core', way: 'polling' } as const

/** Tasks whose times surprise a client that plans its polls: what lags then is core's own, so it runs without peers. */
export const oddTimes: Group<OddTimesRow> = {
  name: 'odd-times',
  async run(context) {
    const { quick, rounds, note } = context
    const random = createRandom(7)
    const draw = (): number[] =>
      Array.from({ length: quick ? 20 : 1_000 }, () => (quick ? 200 + random() * 400 : 2_000 + random() * 4_000))
    const cases = [
      { what: 'the service always reports 9.3 s', repeats: () => [draw()], reportedMs: 9_300 },
      { what: 'one task of 0.6 s', repeats: () => [[600]], reportedMs: undefined },
    ]
    const rows: OddTimesRow[] = []
    for (const { what, repeats, reportedMs } of cases) {
      note(what)
      const found = []
      for (let round = 0; round < Math.min(3, rounds); round++) {
        found.push(await measureOnce(context, polling, repeats(), reportedMs))
      }
      rows.push({
        what,
        tasks: found[0]?.tasks ?? 0,
        requests: Math.max(...found.map((row) => row.requests)),
        lagP95Ms: Math.max(...found.map((row) => row.lagP95Ms)),
        lagMaxMs: Math.max(...found.map((row) => row.lagMaxMs)),
      })
    }
    return rows
  },
}

import type { CpuResult } from '../cases/cpu.ts'
import { runCase } from '../cases/run-case.ts'
import type { ClientName } from '../clients/index.ts'
import type { Group } from './group.ts'
import { median } from './statistics.ts'

export interface CpuRow {
  readonly client: ClientName
  /** CPU time of the client's process for one request, median of the rounds. */
  readonly sequentialUs: number
  readonly parallelUs: number
  /** As a multiple of bare `undici.request` in the same round, median of the rounds. */
  readonly sequentialRatio: number
  readonly parallelRatio: number
}

const names: readonly ClientName[] = ['undici', 'core', 'fetch', 'replicate', 'fal', 'openai']

/** CPU per request: one small JSON answer, sequential and 50 at a time. */
export const cpuPerRequest: Group<CpuRow> = {
  name: 'cpu-per-request',
  async run({ server, quick, rounds, note }) {
    const id = await server.addJob({ key: 'looked-at', durationMs: 0 })
    const input = quick ? { id, sequential: 20, parallel: 100 } : { id, sequential: 1_000, parallel: 5_000 }
    const settings = { origin: server.url, way: 'polling', timeScale: 1 } as const
    const results = new Map<ClientName, CpuResult[]>(names.map((name) => [name, []]))
    for (let round = 1; round <= rounds; round++) {
      note(`CPU per request, round ${round} of ${rounds}`)
      for (const client of names) {
        results.get(client)?.push(await runCase<CpuResult>({ name: 'cpu', client, settings, input }))
      }
    }
    const base = results.get('undici') ?? []
    return names.map((client) => {
      const own = results.get(client) ?? []
      const ratio = (of: (result: CpuResult) => number): number =>
        median(own.map((result, round) => of(result) / of(base[round] ?? result)))
      return {
        client,
        sequentialUs: median(own.map((result) => result.sequentialUs)),
        parallelUs: median(own.map((result) => result.parallelUs)),
        sequentialRatio: ratio((result) => result.sequentialUs),
        parallelRatio: ratio((result) => result.parallelUs),
      }
    })
  },
}

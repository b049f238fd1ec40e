import type { ImagesResult } from '../cases/images.ts'
import { runCase } from '../cases/run-case.ts'
import type { ClientName } from '../clients/index.ts'
import type { Group } from './group.ts'

export interface UnansweredRow {
  readonly client: ClientName
  readonly fault: 'no answer at all' | 'stalled answer'
  readonly outcome: 'image' | 'error' | 'waiting'
  readonly afterMs: number
}

const names: readonly ClientName[] = ['core', 'fetch', 'undici', 'replicate', 'fal', 'openai', 'AI SDK (fal)']
const timeoutMs = 1_000
const patienceMs = 12_000

/** A time limit of one second, where the client has such an option, and a service that never (fully) answers. */
export const unanswered: Group<UnansweredRow> = {
  name: 'unanswered',
  async run({ server, quick, note }) {
    note('Submissions that are never answered')
    const rows = await Promise.all(
      (quick ? (['core'] as const) : names).map(async (client): Promise<UnansweredRow[]> => {
        const faults = ['no answer at all', 'stalled answer'] as const
        const way = client === 'openai' || client === 'AI SDK (fal)' ? 'held connection' : 'polling'
        const ends = await runCase<ImagesResult>({
          name: 'images',
          client,
          settings: { origin: server.url, way, timeScale: 1, timeoutMs },
          input: {
            specs: faults.map((fault) => ({ key: `${client}, ${fault}`, durationMs: 0, fault })),
            patienceMs: quick ? 4_000 : patienceMs,
          },
        })
        return faults.map((fault) => {
          const end = ends[`${client}, ${fault}`]
          if (!end) throw new Error(`${client} reported nothing about ${fault}.`)
          return { client, fault, outcome: end.outcome, afterMs: end.afterMs }
        })
      }),
    )
    return rows.flat()
  },
}

import type { ImagesResult } from '../cases/images.ts'
import { runCase } from '../cases/run-case.ts'
import type { ClientName } from '../clients/index.ts'
import { type FaultName, faults, type JobSpec } from '../server/job.ts'
import type { Group } from './group.ts'

export interface PaidTwiceRow {
  readonly client: ClientName
  readonly fault: FaultName | 'nobody listens at first'
  /** Images paid for, when one was submitted. */
  readonly charges: number
  readonly outcome: 'image' | 'error' | 'waiting'
  readonly error?: string | undefined
}

const names: readonly ClientName[] = ['core', 'replicate', 'fal', 'openai', 'AI SDK (fal)']
/** The clients' own limit of one request, where there is one: short, so that timeouts are among the faults. */
const timeoutMs = 1_500
/** Longer than a process needs to start; short enough for clients whose pauses happen to be short. */
const silentMs = 700
/** Long enough for every pause between their tries. */
const patienceMs = 20_000

/** Every fault meets the first submission of an image; a client that submits again is charged again. */
export const paidTwice: Group<PaidTwiceRow> = {
  name: 'paid-twice',
  async run({ server, quick, note }) {
    const rows: PaidTwiceRow[] = []
    const wanted = Object.keys(faults) as FaultName[]
    for (const client of quick ? (['core'] as const) : names) {
      note(`Faults that charge twice: ${client}`)
      await server.reset()
      const way = client === 'openai' || client === 'AI SDK (fal)' ? 'held connection' : 'polling'
      const imageRequest = (origin: string, specs: readonly JobSpec[]): Promise<ImagesResult> =>
        runCase({
          name: 'images',
          client,
          settings: { origin, way, timeScale: 1, timeoutMs },
          input: { specs, patienceMs: quick ? 8_000 : patienceMs },
        })
      const specs = wanted.map((fault) => ({ key: fault, durationMs: 100, fault }))
      const unheard = 'nobody listens at first'
      const [ends, late] = await Promise.all([
        imageRequest(server.url, specs),
        imageRequest(await server.openLater(quick ? 400 : silentMs), [{ key: unheard, durationMs: 100 }]),
      ])
      const { charges } = await server.counts()
      for (const fault of [...wanted, unheard] as const) {
        const end = { ...ends, ...late }[fault]
        if (!end) throw new Error(`${client} reported nothing about ${fault}.`)
        rows.push({ client, fault, charges: charges[fault] ?? 0, outcome: end.outcome, error: end.error })
      }
    }
    return rows
  },
}

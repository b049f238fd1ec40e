import { runCase } from '../cases/run-case.ts'
import type { ToDiskResult } from '../cases/to-disk.ts'
import type { ClientName } from '../clients/index.ts'
import type { Group } from './group.ts'
import { median } from './statistics.ts'

export interface ToDiskRow {
  readonly client: ClientName
  readonly wallMs: number
  readonly cpuMs: number
  readonly rssAboveStartMb: number
  readonly bytes: number
}

const names: readonly ClientName[] = ['undici', 'core', 'fetch', 'replicate']

/** One image of 64 MB, from the server to a file. */
export const toDisk: Group<ToDiskRow> = {
  name: 'to-disk',
  async run({ server, quick, rounds, note }) {
    const megabytes = quick ? 2 : 64
    const found = new Map<ClientName, ToDiskResult[]>(names.map((name) => [name, []]))
    for (let round = 1; round <= rounds; round++) {
      note(`${megabytes} MB to disk, round ${round} of ${rounds}`)
      for (const client of names) {
        const result = await runCase<ToDiskResult>({
          name: 'to-disk',
          client,
          settings: { origin: server.url, way: 'polling', timeScale: 1 },
          input: { smallUrl: `${server.url}/image.png`, url: `${server.url}/big/${megabytes}` },
        })
        found.get(client)?.push(result)
      }
    }
    return names.map((client) => {
      const own = found.get(client) ?? []
      return {
        client,
        wallMs: median(own.map(({ wallMs }) => wallMs)),
        cpuMs: median(own.map(({ cpuMs }) => cpuMs)),
        rssAboveStartMb: median(own.map(({ rssAboveStart }) => rssAboveStart / 1e6)),
        bytes: own[0]?.bytes ?? 0,
      }
    })
  },
}

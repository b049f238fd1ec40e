import { clientTitles } from '../clients/index.ts'
import type { Results } from '../groups/index.ts'
import { number, ratio } from './format.ts'
import { type Bar, barPlot } from './svg.ts'

const plain = (client: keyof typeof clientTitles): string => clientTitles[client].replaceAll('`', '')

/** Every plot that the results suffice for, by the name of its file. */
export function plots({ groups }: Results): Record<string, string> {
  const found: Record<string, string> = {}
  if (groups.cpuPerRequest) {
    const bars = groups.cpuPerRequest.map(({ client, parallelRatio }): Bar => ({
      label: plain(client),
      value: parallelRatio,
      text: ratio(parallelRatio),
      ours: client === 'core',
    }))
    const goal = { value: 1.6, text: 'goal 1.6×' }
    found['cpu-per-request'] = barPlot('CPU per request, 50 at a time, as a multiple of undici.request', bars, goal)
  }
  if (groups.inFlight) {
    const many = groups.inFlight.filter((row) => row.tasks === 1_000)
    const draw = (title: string, read: (row: (typeof many)[number]) => number, goal: number, unit: string): string =>
      barPlot(
        title,
        many.map((row) => ({
          label: `${plain(row.client)}, ${row.way}`,
          value: read(row),
          text: `${number(read(row))}${unit}`,
          ours: row.client === 'core',
        })),
        { value: goal, text: `goal ${number(goal)}${unit}` },
      )
    if (many.length > 0) {
      found['requests'] = draw('HTTP requests for 1,000 tasks of 2 to 6 s', (row) => row.requests, 1_180, '')
      found['lag'] = draw('From finished to known, 1,000 tasks: median', (row) => row.lagMedianMs, 260, ' ms')
      found['cpu-per-task'] = draw('CPU time for each of 1,000 tasks', (row) => row.cpuMsPerTask, 1.2, ' ms')
      found['memory'] = draw('Memory above idle while 1,000 tasks wait', (row) => row.rssWaitingMb, 30, ' MB')
    }
  }
  if (groups.weight) {
    const bars = groups.weight.map(({ client, gzipBytes }) => ({
      label: plain(client),
      value: gzipBytes,
      text: `${number(gzipBytes / 1_000)} kB`,
      ours: client === 'core',
    }))
    found['weight'] = barPlot('“Generate one image and wait” in a browser, min+gzip', bars, {
      value: 39_000,
      text: 'goal 39 kB',
    })
  }
  if (groups.paidTwice) {
    const clients = [...new Set(groups.paidTwice.map((row) => row.client))]
    const bars = clients.map((client) => {
      const own = groups.paidTwice?.filter((row) => row.client === client) ?? []
      const value = own.filter((row) => row.charges > 1).length
      return { label: plain(client), value, text: `${value} of ${own.length}`, ours: client === 'core' }
    })
    found['paid-twice'] = barPlot('Faults after which one image was paid for twice', bars)
  }
  return found
}

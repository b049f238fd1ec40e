import { clientTitles } from '../clients/index.ts'
import type { GroupName, Results } from '../groups/index.ts'
import type { PaidTwiceRow } from '../groups/paid-twice.ts'
import { ratio, table } from './format.ts'

export interface Section {
  readonly title: string
  readonly text: string
}

type Writer<Name extends GroupName> = (rows: NonNullable<Results['groups'][Name]>) => Section

const titleOf = (client: keyof typeof clientTitles | 'nothing'): string =>
  client === 'nothing' ? 'a process that does nothing' : clientTitles[client]

const writers: { readonly [Name in GroupName]: Writer<Name> } = {
  paidTwice: (rows) => ({ title: 'Faults that charge twice for one image', text: paidTwiceText(rows) }),
  inFlight: (rows) => ({
    title: 'Tasks of 2 to 6 s in flight',
    text: table(
      [
        'N',
        'client',
        'way',
        'requests',
        'lag median ms',
        'lag p95 ms',
        'lag max ms',
        'CPU ms/task',
        'peak RSS MB',
        'RSS waiting MB',
        'wrong',
      ],
      rows.map((row) => [
        row.tasks,
        titleOf(row.client),
        row.way,
        row.requests,
        row.lagMedianMs,
        row.lagP95Ms,
        row.lagMaxMs,
        row.cpuMsPerTask,
        row.rssAboveIdleMb,
        row.rssWaitingMb,
        row.wrong,
      ]),
    ),
  }),
  oddTimes: (rows) => ({
    title: 'Tasks whose times surprise',
    text: table(
      ['what', 'tasks', 'requests', 'lag p95 ms', 'lag max ms'],
      rows.map((row) => [row.what, row.tasks, row.requests, row.lagP95Ms, row.lagMaxMs]),
    ),
  }),
  longTasks: (rows) => ({
    title: 'Tasks of 60 to 120 s',
    text: table(
      ['waiting together', 'client', 'polls per image', 'lag median ms', 'lag p95 ms'],
      rows.map((row) => [row.waiting, titleOf(row.client), row.pollsPerImage, row.lagMedianMs, row.lagP95Ms]),
    ),
  }),
  cpuPerRequest: (rows) => ({
    title: 'CPU per request',
    text: table(
      ['client', 'µs, one at a time', '× undici', 'µs, 50 at a time', '× undici'],
      rows.map((row) => [
        titleOf(row.client),
        row.sequentialUs,
        ratio(row.sequentialRatio),
        row.parallelUs,
        ratio(row.parallelRatio),
      ]),
    ),
  }),
  startUp: (rows) => {
    const base = rows.find((row) => row.client === 'fetch')?.answerCpuMs ?? NaN
    return {
      title: 'Import and first answer',
      text: table(
        [
          'client',
          'import ms',
          'import + first answer ms',
          'whole process ms',
          'CPU ms',
          '× fetch',
          'RSS after import MB',
        ],
        rows.map((row) => [
          titleOf(row.client),
          row.importMs,
          row.answerMs,
          row.processMs,
          row.answerCpuMs,
          ratio(row.answerCpuMs / base),
          row.rssAfterImportMb,
        ]),
      ),
    }
  },
  bundledStart: (rows) => ({
    title: 'Start of bundled programs',
    text: table(
      ['program', 'import ms', 'import + first answer ms', 'whole process ms'],
      rows.map((row) => [row.program, row.importMs ?? '', row.answerMs ?? '', row.processMs]),
    ),
  }),
  weight: (rows) => ({
    title: 'Weight',
    text: table(
      ['client', 'browser bundle, min+gzip bytes', 'packages installed'],
      rows.map((row) => [titleOf(row.client), row.gzipBytes, row.packages]),
    ),
  }),
  unanswered: (rows) => ({
    title: 'Submissions that are never answered, with a time limit of 1 s where there is such an option',
    text: table(
      ['client', 'fault', 'end', 'after ms'],
      rows.map((row) => [
        titleOf(row.client),
        row.fault,
        row.outcome === 'waiting' ? 'still waiting' : row.outcome,
        row.afterMs,
      ]),
    ),
  }),
  toDisk: (rows) => {
    const base = rows.find((row) => row.client === 'undici')
    return {
      title: 'An image of 64 MB to disk',
      text: table(
        ['client', 'ms', '× undici', 'CPU ms', 'RSS above start MB'],
        rows.map((row) => [
          titleOf(row.client),
          row.wallMs,
          ratio(row.wallMs / (base?.wallMs ?? NaN)),
          row.cpuMs,
          row.rssAboveStartMb,
        ]),
      ),
    }
  },
}

/** The section of one benchmark; `undefined` when it was not run. */
export function section(name: GroupName, results: Results): Section | undefined {
  const rows = results.groups[name]
  // Name and rows belong together, which the types cannot express.
  return rows && (writers[name] as (rows: unknown) => Section)(rows)
}

export function consoleReport(results: Results): string {
  return (Object.keys(writers) as GroupName[])
    .flatMap((name) => section(name, results) ?? [])
    .map(({ title, text }) => `\n${title}\n\n${text}`)
    .join('\n')
}

function paidTwiceText(rows: readonly PaidTwiceRow[]): string {
  const clients = [...new Set(rows.map((row) => row.client))]
  const faults = [...new Set(rows.map((row) => row.fault))]
  const cell = (client: string, fault: string): string => {
    const row = rows.find((each) => each.client === client && each.fault === fault)
    if (!row) return ''
    const end = { image: 'image', error: 'error', waiting: 'still waiting' }[row.outcome]
    return row.charges > 1 ? `**paid ${row.charges}×**, ${end}` : end
  }
  const twice = clients.map((client) => {
    const own = rows.filter((row) => row.client === client)
    return `**${own.filter((row) => row.charges > 1).length} of ${own.length}**`
  })
  return table(
    ['fault', ...clients.map(titleOf)],
    [
      ...faults.map((fault) => [fault, ...clients.map((client) => cell(client, fault))]),
      ['paid more than once', ...twice],
    ],
  )
}

import { isDamaged, isOwed, type Job, type Listed } from '@fluxkit/jobs'
import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { type Journal, openJournal } from '../../journal/open-journal.ts'
import { isUnfinished } from '../../journal/select-jobs.ts'
import { jobJson } from '../../output/event-json.ts'
import { type OutputOptions, pathText } from '../../output/reporter.ts'
import { plainText } from '../../terminal/terminal-text.ts'
import { historyTable } from './history-table.ts'
import { writeGallery } from './write-gallery.ts'

export interface HistoryOptions extends OutputOptions {
  readonly pending?: boolean
  readonly limit: number
  readonly clear?: boolean
  /** `true` without a file name. */
  readonly gallery?: boolean | string
}

export async function history(cli: Cli, options: HistoryOptions): Promise<ExitCode> {
  await using journal = openJournal(cli)
  const entries = await journal.list()
  if (options.clear) return await clear(cli, journal, entries, options)
  const nowMs = cli.host.clock.now()
  // Forgotten jobs are only kept for their price.
  const known = entries.filter((entry) => isDamaged(entry) || entry.job.request['prompt'] !== undefined)
  const shown = known.filter((entry) => !options.pending || isLeft(entry, nowMs)).slice(0, options.limit)
  if (options.gallery !== undefined && options.gallery !== false) {
    const path = await writeGallery(cli, shown, options.gallery === true ? undefined : options.gallery)
    if (options.json) writeJson(cli, { gallery: path, jobs: shown.length })
    else writeOut(cli, `${plainText(pathText(cli.host.cwd, path))}\n`)
    return exitCodes.ok
  }
  const damaged = known.filter((entry) => isDamaged(entry))
  if (options.json) {
    writeJson(cli, {
      jobs: shown.flatMap((entry) => (isDamaged(entry) ? [] : [jobJson(entry.job, nowMs, entry.held)])),
      damaged: damaged.map(({ id, damaged: reason }) => ({ job: id, reason, owed: true, charged: 'unknown' })),
    })
    return exitCodes.ok
  }
  if (shown.length === 0) {
    writeErr(cli, `${cli.texts.t(options.pending ? 'left.none' : 'history.empty')}\n`)
  } else writeOut(cli, historyTable(cli, shown))
  if (!options.quiet) writeErr(cli, advice(cli, journal, shown, damaged.length))
  return exitCodes.ok
}

function isLeft(entry: Listed, nowMs: number): boolean {
  return isDamaged(entry) || isOwed(entry) || isUnfinished(entry.job, nowMs, entry.held)
}

function advice(
  { launcher, errPaint: paint, texts: { t } }: Cli,
  { folder }: Journal,
  shown: readonly Listed[],
  damaged: number,
): string {
  const owed = shown.filter((entry) => isOwed(entry)).length
  const lines = [
    ...(owed > 0 ? [t('history.owed', { count: owed, command: `${launcher} wait` })] : []),
    ...(damaged > 0 ? [t('history.damaged', { count: damaged, folder: plainText(folder) })] : []),
  ]
  return lines.length === 0 ? '' : `\n${paint.dim(lines.join('\n'))}\n`
}

/** Finished jobs are forgotten; owed jobs stay. */
async function clear(
  cli: Cli,
  journal: Journal,
  entries: readonly Listed[],
  { json }: HistoryOptions,
): Promise<ExitCode> {
  const over = entries.flatMap((entry) => (!isDamaged(entry) && isOver(entry.job) ? [entry.job.id] : []))
  let forgotten = 0
  for (const id of over) if (await journal.forget(id)) forgotten++
  if (json) writeJson(cli, { forgotten })
  else writeOut(cli, `${cli.texts.t('history.forgotten', { count: forgotten })}\n`)
  return exitCodes.ok
}

function isOver(job: Job): boolean {
  return job.end !== undefined && !isOwed({ job }) && job.request['prompt'] !== undefined
}

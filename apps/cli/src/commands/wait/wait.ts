import { isDamaged, isOwed, isSandbox, type Job, type Listed } from '@fluxkit/jobs'
import type { Cli } from '../../cli.ts'
import { openConnection } from '../../client/open-connection.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { damagedProblem, type Outcome } from '../../journal/outcome.ts'
import { savingOptions } from '../../journal/place.ts'
import { probeFolder } from '../../journal/probe-folder.ts'
import { findEntry, isUnfinished } from '../../journal/select-jobs.ts'
import type { OutputOptions, Reporter } from '../../output/reporter.ts'
import { plainText } from '../../terminal/terminal-text.ts'
import { adoptTask } from '../adopt/adopt-task.ts'
import { openSession } from '../../session/job-session.ts'
import { createImageReporter } from '../image-reporter.ts'
import type { SaveOptions, ServiceOptions, WaitingOptions } from '../../options/shared-options.ts'
import { readTaskId } from '../task-id.ts'

export interface WaitOptions extends OutputOptions, SaveOptions, ServiceOptions, WaitingOptions {
  readonly concurrency: number
}

/** @throws {ProgramError} before the service is called */
export async function wait(cli: Cli, ids: readonly string[], options: WaitOptions): Promise<ExitCode> {
  const reporter = createImageReporter(cli, options)
  await using journal = openJournal(cli)
  const entries = await journal.list()
  const wanted =
    ids.length === 0 ? unfinished(entries, cli.host.clock.now()) : ids.map((id) => findEntry(entries, id) ?? id)
  if (ids.length === 0) noteOthers(cli, reporter, entries)
  if (wanted.length === 0) {
    reporter.note(cli.texts.t('left.none'))
    reporter.results([], exitCodes.ok)
    return exitCodes.ok
  }
  const damaged = wanted.flatMap((entry): Outcome[] =>
    typeof entry === 'string' || !isDamaged(entry)
      ? []
      : [{ id: entry.id, saved: [], problem: damagedProblem(entry.damaged, entry.id) }],
  )
  const jobs = wanted.flatMap((entry) => (typeof entry === 'string' || isDamaged(entry) ? [] : [entry.job]))
  const strangers = wanted.flatMap((entry) => (typeof entry === 'string' ? [readTaskId(entry)] : []))
  if (jobs.length + strangers.length === 0) {
    for (const { problem } of damaged) if (problem) reporter.problem(problem.facts)
    const exitCode = damaged[0]?.problem?.exitCode ?? exitCodes.ok
    reporter.results(damaged, exitCode)
    return exitCode
  }
  const place = savingOptions(cli, options)
  if (options.out !== undefined) await probeFolder(place.directory)
  await using connection = await openConnection(cli, {
    wantsSandbox: options.sandbox === true || (strangers.length === 0 && jobs.every((job) => isSandbox(job))),
  })
  const session = openSession({
    cli,
    connection,
    journal,
    reporter,
    timeoutSeconds: options.timeout,
    concurrency: options.concurrency,
    open: options.open === true,
    place,
    directory: options.out === undefined ? undefined : place.directory,
  })
  const works = [
    ...jobs.map(
      ({ id }) =>
        () =>
          session.recover(id),
    ),
    ...strangers.map((id) => () => adoptTask({ cli, connection, journal, session, place, reporter }, id)),
  ]
  return await session.run(works, damaged)
}

/** What nobody works on and is not over, oldest first: records that cannot be read may be paid for. */
function unfinished(entries: readonly Listed[], nowMs: number): Listed[] {
  return entries
    .filter((entry) => isDamaged(entry) || (isOwn(entry.job) && !entry.held && isLeft(entry.job, nowMs)))
    .toReversed()
}

/** Another app knows where its images go; named by their ids they are recovered here, too. */
function isOwn({ origin }: Job): boolean {
  return origin.app === 'cli'
}

/** What is left to others to save, so that nobody takes it for lost. */
function noteOthers({ host, texts: { t } }: Cli, reporter: Reporter, entries: readonly Listed[]): void {
  const left = entries.flatMap((entry) => (!isDamaged(entry) && isLeft(entry.job, host.clock.now()) ? [entry] : []))
  const held = left.filter((entry) => isOwn(entry.job) && entry.held).length
  const apps = new Set(left.flatMap(({ job }) => (isOwn(job) ? [] : [plainText(job.origin.app, 20)])))
  if (held > 0) reporter.note(t('left.held', { count: held }))
  for (const app of apps) reporter.note(t('left.app', { app }))
}

function isLeft(job: Job, nowMs: number): boolean {
  return isOwed({ job }) || isUnfinished(job, nowMs, false)
}

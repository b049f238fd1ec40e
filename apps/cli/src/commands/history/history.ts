import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../exit-codes.ts'
import { isPending, type Job } from '../../jobs/job.ts'
import { jobJson } from '../../output/event-json.ts'
import { plainText } from '../../output/plain-text.ts'
import { type OutputOptions, pathText } from '../../output/reporter.ts'
import { formatTable } from '../../output/table.ts'
import { agoText } from '../../output/time-text.ts'
import { openJournal } from '../job-session.ts'

export interface HistoryOptions extends OutputOptions {
  readonly pending?: boolean
  readonly limit: number
  readonly clear?: boolean
}

export async function history(cli: Cli, options: HistoryOptions): Promise<ExitCode> {
  const { store, locks } = openJournal(cli)
  const { jobs, unreadable } = await store.list()
  if (options.clear) {
    const finished = jobs.filter((job) => !isPending(job))
    await Promise.all(finished.map((job) => store.delete(job.id)))
    if (options.json) writeJson(cli, { forgotten: finished.length })
    else writeOut(cli, `${finished.length} forgotten.\n`)
    return exitCodes.ok
  }
  const shown = jobs.filter((job) => !options.pending || isPending(job)).slice(0, options.limit)
  const listed = await Promise.all(
    shown.map(async (job) => ({ job, state: stateText(job, (await locks.ownerOf(job.id)) !== undefined) })),
  )
  if (options.json) {
    writeJson(cli, { jobs: listed.map(({ job, state }) => ({ ...jobJson(job), state })), unreadable })
    return exitCodes.ok
  }
  if (listed.length === 0)
    writeErr(cli, options.pending ? 'Nothing is pending.\n' : 'Nothing was submitted from here yet.\n')
  else writeOut(cli, formatTable([heading(cli), ...listed.map(({ job, state }) => row(cli, job, state))]))
  if (unreadable > 0) writeErr(cli, `${unreadable} entries of the journal in ${store.folder} cannot be read.\n`)
  if (listed.some(({ job }) => isPending(job)) && !options.quiet)
    writeErr(cli, `\n${cli.errPaint.dim(`Collect what is pending: ${cli.launcher} wait`)}\n`)
  return exitCodes.ok
}

/** A submission without its process has an answer that nobody has read. */
function stateText(job: Job, isBusy: boolean): string {
  return job.state === 'submitting' && !isBusy ? 'outcome-unknown' : job.state
}

function heading({ paint }: Cli): string[] {
  return ['Job', 'When', 'State', 'Model', 'Prompt', 'Task or file'].map((title) => paint.dim(title))
}

function row({ host, paint }: Cli, job: Job, state: string): string[] {
  const color = { saved: paint.green, failed: paint.red, 'outcome-unknown': paint.yellow }[state] ?? paint.cyan
  const [first, ...others] = job.files ?? []
  const file =
    first && `${plainText(pathText(host.cwd, first.path))}${others.length > 0 ? ` and ${others.length} more` : ''}`
  return [
    job.id,
    agoText(host.clock.now() - job.createdAtMs),
    color(state),
    plainText(job.request.model ?? ''),
    plainText(job.request.prompt, 36),
    file ?? plainText(job.taskId ?? job.error?.message ?? '', 80),
  ]
}

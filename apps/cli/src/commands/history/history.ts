import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../exit-codes.ts'
import { isPending, type Job } from '../../jobs/job.ts'
import { jobJson } from '../../output/event-json.ts'
import { plainText } from '../../output/terminal-text.ts'
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
  else writeOut(cli, table(cli, listed))
  if (unreadable > 0) writeErr(cli, `${unreadable} entries of the journal in ${store.folder} cannot be read.\n`)
  if (listed.some(({ job }) => isPending(job)) && !options.quiet)
    writeErr(cli, `\n${cli.errPaint.dim(`Collect what is pending: ${cli.launcher} wait`)}\n`)
  return exitCodes.ok
}

/** A submission without its process has an answer that nobody has read. */
function stateText(job: Job, isBusy: boolean): string {
  return job.state === 'submitting' && !isBusy ? 'outcome-unknown' : job.state
}

/** Narrower terminals do without the age: the job's id begins with its time. */
const columnsForAge = 120

function table(cli: Cli, listed: readonly { readonly job: Job; readonly state: string }[]): string {
  const { host, paint } = cli
  const columns = host.stdout.isTTY === true ? (host.stdout.columns ?? 80) : Infinity
  const titles = [
    'Job',
    'State',
    'Model',
    'Prompt',
    'File, task or reason',
    ...(columns >= columnsForAge ? ['Age'] : []),
  ]
  const rows = listed.map(({ job, state }) => row(cli, job, state, columns))
  return formatTable([titles.map((title) => paint.dim(title)), ...rows])
}

function row({ host, paint }: Cli, job: Job, state: string, columns: number): string[] {
  const color = { saved: paint.green, failed: paint.red, 'outcome-unknown': paint.yellow }[state] ?? paint.cyan
  const hasAge = columns >= columnsForAge
  // What the other columns take at most.
  const room = Math.min(80, Math.max(16, columns - 20 - 15 - 18 - 24 - 10 - (hasAge ? 12 : 0)))
  return [
    job.id,
    color(state),
    plainText(job.request.model ?? ''),
    plainText(job.request.prompt, 24),
    plainText(whereabouts(host.cwd, job), room),
    ...(hasAge ? [agoText(host.clock.now() - job.createdAtMs)] : []),
  ]
}

function whereabouts(cwd: string, { files = [], taskId, error, state }: Job): string {
  const [first, ...others] = files
  if (first !== undefined) return `${pathText(cwd, first.path)}${others.length > 0 ? ` and ${others.length} more` : ''}`
  return (state === 'failed' ? error?.message : taskId) ?? taskId ?? error?.message ?? ''
}

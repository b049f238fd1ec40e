import { resolve } from 'node:path'
import type { Cli } from '../cli.ts'
import type { Connection } from '../client/connection.ts'
import { exitCodeOf, exitCodeOfAll, exitCodeOfOutcome, exitCodeOfStop } from '../exit-code-of.ts'
import { type ExitCode } from '../exit-codes.ts'
import type { StopReason } from '../host.ts'
import type { JobOutcome } from '../jobs/job-event.ts'
import { createJobLocks, type JobLocks } from '../jobs/job-lock.ts'
import { createJobStore, type JobStore } from '../jobs/job-store.ts'
import type { JobTools } from '../jobs/job-tools.ts'
import type { SaveSettings } from '../jobs/job.ts'
import { runAll } from '../jobs/run-all.ts'
import { createPictureSaver } from '../jobs/save-picture.ts'
import type { Reporter } from '../output/reporter.ts'
import { defaultNamePattern } from '../pictures/file-name.ts'
import { openFile } from '../pictures/open-file.ts'
import type { SaveOptions } from './shared-options.ts'
import { stopReport } from './stop-report.ts'

export function openJournal({ host, folders }: Cli): { readonly store: JobStore; readonly locks: JobLocks } {
  const store = createJobStore(resolve(host.cwd, folders.data))
  const self = { pid: host.pid, hostname: host.hostname }
  return { store, locks: createJobLocks({ folder: store.folder, self, now: () => Date.now() }) }
}

/** Where and how pictures are saved, by options, environment and defaults. */
export function saveSettings({ host }: Cli, { out, name, metadata }: SaveOptions): SaveSettings {
  return {
    directory: resolve(host.cwd, out ?? host.env['FLUXKIT_OUT'] ?? 'pictures'),
    namePattern: name ?? defaultNamePattern,
    metadata: metadata !== false,
  }
}

export interface JobSession {
  readonly cli: Cli
  readonly connection: Connection
  readonly reporter: Reporter
  readonly timeoutSeconds: number
  readonly concurrency: number
  readonly open: boolean
}

/**
 * Does pieces of work on jobs, reports them as they go, and says how to go on. After a failure that would meet all the
 * others too (token, balance), no further work is started.
 */
export async function runJobs(
  session: JobSession,
  works: readonly ((tools: JobTools) => Promise<JobOutcome>)[],
  earlier: readonly JobOutcome[] = [],
): Promise<ExitCode> {
  const { cli, connection, reporter } = session
  const { host } = cli
  const tools: JobTools = {
    client: connection.client,
    ...openJournal(cli),
    clock: host.clock,
    stop: host.stop,
    deadlineMs: session.timeoutSeconds * 1_000,
    emit: (event) => reporter.onEvent(event),
    savePicture: createPictureSaver(connection.client, host.stop),
  }
  reporter.begin(works.length, 1 / connection.speed)
  let results: (JobOutcome | undefined)[]
  try {
    const tasks = works.map((work) => () => work(tools))
    results = await runAll(tasks, session.concurrency, (last) => host.stop.aborted || concernsAll(last))
  } finally {
    reporter.end()
  }
  const outcomes = results.filter((outcome) => outcome !== undefined)
  const exitCode = host.stop.aborted
    ? exitCodeOfStop(host.stop.reason as StopReason)
    : exitCodeOfAll([...earlier, ...outcomes].map((outcome) => exitCodeOfOutcome(outcome)))
  if (host.stop.aborted) reporter.note(stopReport(cli, outcomes, connection.isSandbox))
  else if (works.length > 1) reporter.note(summary(cli, outcomes, works.length))
  reporter.results([...earlier, ...outcomes], exitCode)
  if (session.open) await openAll(cli, reporter, outcomes)
  return exitCode
}

/** The same answer would meet every other request. */
function concernsAll(outcome: JobOutcome | undefined): boolean {
  if (outcome?.error === undefined) return false
  const code = exitCodeOf(outcome.error)
  return code === 3 || code === 4
}

function summary({ launcher }: Cli, outcomes: readonly JobOutcome[], total: number): string {
  const saved = outcomes.filter(({ error }) => error === undefined).length
  const left = outcomes.filter(
    ({ job, error }) => error !== undefined && (job.state === 'submitted' || job.state === 'succeeded'),
  ).length
  const failed = outcomes.length - saved - left
  const parts = [
    `${saved} of ${total} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0 ? [`${left} left to collect with \`${launcher} wait\``] : []),
    ...(outcomes.length < total ? [`${total - outcomes.length} not submitted`] : []),
  ]
  return `${parts.join(', ')}.`
}

async function openAll({ host }: Cli, reporter: Reporter, outcomes: readonly JobOutcome[]): Promise<void> {
  for (const { path } of outcomes.flatMap(({ pictures }) => pictures)) {
    if (!(await openFile(host.platform, path))) {
      reporter.note('There is no program here that opens pictures (xdg-open).')
      return
    }
  }
}

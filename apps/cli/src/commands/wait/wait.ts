import type { Cli } from '../../cli.ts'
import { openConnection } from '../../client/open-connection.ts'
import { type ExitCode, exitCodes } from '../../exit-codes.ts'
import { findJob } from '../../jobs/find-job.ts'
import { adoptTask, resumeAdopted } from '../../jobs/adopt-task.ts'
import { isPending, type Job } from '../../jobs/job.ts'
import { resumeJob } from '../../jobs/run-job.ts'
import { plainText } from '../../output/terminal-text.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { openJournal, runJobs, saveSettings } from '../job-session.ts'
import { createPictureReporter } from '../picture-reporter.ts'
import type { SaveOptions, ServiceOptions, WaitingOptions } from '../shared-options.ts'
import { readTaskId } from '../task-id.ts'

export interface WaitOptions extends OutputOptions, SaveOptions, ServiceOptions, WaitingOptions {
  readonly concurrency: number
}

/** @throws {ProgramError} before anything is asked of the service */
export async function wait(cli: Cli, ids: readonly string[], options: WaitOptions): Promise<ExitCode> {
  const reporter = createPictureReporter(cli, options)
  const { store, locks } = openJournal(cli)
  const { jobs } = await store.list()
  const wanted =
    ids.length === 0 ? jobs.filter((job) => isPending(job)).toReversed() : ids.map((id) => findJob(jobs, id) ?? id)
  if (wanted.length === 0) {
    reporter.note('Nothing is pending.')
    reporter.results([], exitCodes.ok)
    return exitCodes.ok
  }
  await using connection = await openConnection(cli, {
    wantsSandbox: options.sandbox === true || wanted.every((job) => isOfSandbox(job)),
  })
  const works: Parameters<typeof runJobs>[1][number][] = []
  let skipped = 0
  for (const job of wanted) {
    if (typeof job === 'string') {
      const draft = adoptTask(
        { taskId: readTaskId(job), service: connection.service, save: saveSettings(cli, options) },
        cli.host,
      )
      works.push((tools) => resumeAdopted(tools, draft))
      continue
    }
    const owner = ids.length === 0 ? await locks.ownerOf(job.id) : undefined
    if (owner !== undefined) {
      reporter.note(`Job ${job.id} is being worked on by process ${owner.pid}.`)
    } else if (isPending(job) && !isOfSandbox(job) && job.service !== connection.service) {
      skipped++
      reporter.note(
        `Job ${job.id} was submitted to ${plainText(job.service)}; set ACEDATACLOUD_API_BASE_URL to that address to collect it.`,
      )
    } else works.push((tools) => resumeJob(tools, job))
  }
  const exitCode = await runJobs(
    {
      cli,
      connection,
      reporter,
      timeoutSeconds: options.timeout,
      concurrency: options.concurrency,
      open: options.open === true,
    },
    works,
  )
  return skipped > 0 && exitCode === exitCodes.ok ? exitCodes.stillRunning : exitCode
}

function isOfSandbox(job: Job | string): boolean {
  return typeof job !== 'string' && job.service === 'sandbox'
}

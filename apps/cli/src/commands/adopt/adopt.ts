import { isDamaged } from '@fluxkit/jobs'
import type { Cli } from '../../cli.ts'
import { openConnection } from '../../client/open-connection.ts'
import type { ExitCode } from '../../errors/exit-codes.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { savingOptions } from '../../journal/place.ts'
import { probeFolder } from '../../journal/probe-folder.ts'
import { findEntry } from '../../journal/select-jobs.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { usageError } from '../../errors/program-error.ts'
import { openSession } from '../../session/job-session.ts'
import { createImageReporter } from '../image-reporter.ts'
import type { SaveOptions, ServiceOptions, WaitingOptions } from '../../options/shared-options.ts'
import { readTaskId } from '../task-id.ts'
import { adoptTask, giveTask, replaceRecord } from './adopt-task.ts'

export interface AdoptOptions extends OutputOptions, SaveOptions, ServiceOptions, WaitingOptions {
  readonly job?: string
}

/** @throws {ProgramError} before the service is called */
export async function adopt(cli: Cli, text: string, options: AdoptOptions): Promise<ExitCode> {
  const taskId = readTaskId(text)
  const reporter = createImageReporter(cli, options)
  await using journal = openJournal(cli)
  const entry = options.job === undefined ? undefined : findEntry(await journal.list(), options.job)
  if (options.job !== undefined && entry === undefined) {
    const id = options.job
    throw usageError(
      ({ t }) => t('usage.noJob', { id }),
      ({ t }) => t('usage.historyLists'),
    )
  }
  const place = savingOptions(cli, options)
  if (options.out !== undefined) await probeFolder(place.directory)
  await using connection = await openConnection(cli, { wantsSandbox: options.sandbox === true })
  const session = openSession({
    cli,
    connection,
    journal,
    reporter,
    timeoutSeconds: options.timeout,
    concurrency: 1,
    open: options.open === true,
    place,
    directory: options.out === undefined ? undefined : place.directory,
  })
  const parts = { cli, connection, journal, session, reporter, place }
  return await session.run([
    () => {
      if (entry === undefined) return adoptTask(parts, taskId)
      return isDamaged(entry) ? replaceRecord(parts, entry.id ?? '', taskId) : giveTask(parts, entry.job.id, taskId)
    },
  ])
}

import { isDamaged, type Listed, mayBePaid } from '@fluxkit/jobs'
import { type Cli, isInteractive, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { findEntry } from '../../journal/select-jobs.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { plainText } from '../../terminal/terminal-text.ts'
import { usageError } from '../../errors/program-error.ts'
import { askYesNo, stoppedError } from '../../prompts/questions.ts'

export interface DiscardOptions extends OutputOptions {
  readonly yes?: boolean
}

/** @throws {ProgramError} before anything is given up */
export async function discard(cli: Cli, ids: readonly string[], options: DiscardOptions): Promise<ExitCode> {
  await using journal = openJournal(cli)
  const entries = await journal.list()
  const wanted = ids.map((id) => {
    const entry = findEntry(entries, id)
    if (entry === undefined || idOf(entry) === '')
      throw usageError(
        ({ t }) => t('usage.noJob', { id }),
        ({ t }) => t('usage.historyLists'),
      )
    return entry
  })
  const paid = wanted.filter((entry) => isDamaged(entry) || mayBePaid(entry.job))
  if (paid.length > 0 && options.yes !== true) await agree(cli, paid)
  const results = await Promise.all(
    wanted.map(async (entry) => ({ job: idOf(entry), discarded: await journal.discard(entry) })),
  )
  if (options.json) writeJson(cli, { jobs: results })
  for (const { job, discarded } of results) {
    if (!discarded) writeErr(cli, `${cli.texts.t('discard.notGivenUp', { id: plainText(job) })}\n`)
    else if (!options.json && !options.quiet) writeOut(cli, `${plainText(job)}\n`)
  }
  return results.every(({ discarded }) => discarded) ? exitCodes.ok : exitCodes.someFailed
}

function idOf(entry: Listed): string {
  return isDamaged(entry) ? (entry.id ?? '') : entry.job.id
}

async function agree(cli: Cli, paid: readonly Listed[]): Promise<void> {
  const jobs = { count: paid.length, id: idOf(paid[0] as Listed) }
  if (!isInteractive(cli.host)) {
    throw usageError(
      ({ t }) => t('usage.discardNeedsYes', jobs),
      ({ t }) => t('usage.discardNeedsYesAdvice'),
    )
  }
  if (!(await askYesNo(cli, cli.texts.t('ask.discard', jobs)))) throw stoppedError()
}

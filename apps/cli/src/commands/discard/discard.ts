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
      throw usageError(`There is no job ${id}.`, '`fluxkit history` lists them.')
    return entry
  })
  const paid = wanted.filter((entry) => isDamaged(entry) || mayBePaid(entry.job))
  if (paid.length > 0 && options.yes !== true) await agree(cli, paid)
  const results = await Promise.all(
    wanted.map(async (entry) => ({ job: idOf(entry), discarded: await journal.discard(entry) })),
  )
  if (options.json) writeJson(cli, { jobs: results })
  for (const { job, discarded } of results) {
    if (!discarded)
      writeErr(cli, `Job ${plainText(job)} was not given up: another process works on it, or it is over.\n`)
    else if (!options.json && !options.quiet) writeOut(cli, `${plainText(job)}\n`)
  }
  return results.every(({ discarded }) => discarded) ? exitCodes.ok : exitCodes.someFailed
}

function idOf(entry: Listed): string {
  return isDamaged(entry) ? (entry.id ?? '') : entry.job.id
}

async function agree({ host }: Cli, paid: readonly Listed[]): Promise<void> {
  const jobs = paid.length === 1 ? `Job ${idOf(paid[0] as Listed)}` : `${paid.length} jobs`
  if (!isInteractive(host)) {
    throw usageError(
      `${jobs} may be paid for, and there is no terminal to ask on.`,
      'Add --yes to give up what may be paid for.',
    )
  }
  if (!(await askYesNo(host, `${jobs} may be paid for. Give up the images?`))) throw stoppedError()
}

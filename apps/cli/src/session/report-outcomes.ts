import type { Cli } from '../cli.ts'
import { exitCodeOfAll, exitCodeOfStop } from '../errors/exit-code-of.ts'
import { type ExitCode, exitCodes } from '../errors/exit-codes.ts'
import type { StopReason } from '../host.ts'
import { openFile } from '../images/open-file.ts'
import type { Outcome } from '../journal/outcome.ts'
import type { Reporter } from '../output/reporter.ts'
import { stopReport } from './stop-report.ts'
import { summaryText } from './summary-text.ts'

/** The outcome of one job, as soon as it is known. */
export function reportOutcome(reporter: Reporter, { job, saved, problem }: Outcome): void {
  if (problem === undefined) {
    if (job !== undefined && saved.length === 0) reporter.onEvent({ type: 'already-saved', job })
  } else if (job === undefined) reporter.problem(problem.facts)
  else reporter.onEvent({ type: 'failed', job, problem })
}

interface Run {
  /** For all jobs of the command, including those that a stop left unfinished. */
  readonly outcomes: readonly Outcome[]
  readonly finished: readonly Outcome[]
  /** Includes the work that was not started. */
  readonly total: number
  readonly isSandbox: boolean
}

/** The outcome of all jobs of a command, and how to continue after a stop. @returns the exit code */
export function reportRun(cli: Cli, reporter: Reporter, { outcomes, finished, total, isSandbox }: Run): ExitCode {
  const { stop, clock } = cli.host
  const exitCode = stop.aborted
    ? exitCodeOfStop(stop.reason as StopReason)
    : exitCodeOfAll(outcomes.map(({ problem }) => problem?.exitCode ?? exitCodes.ok))
  if (stop.aborted) reporter.note(stopReport(cli, outcomes, clock.now(), isSandbox))
  else if (total > 1) reporter.note(summaryText(cli, finished, total))
  reporter.results(outcomes, exitCode)
  return exitCode
}

export async function openSavedImages(
  { host, texts }: Cli,
  reporter: Reporter,
  outcomes: readonly Outcome[],
): Promise<void> {
  for (const { path } of outcomes.flatMap(({ saved }) => saved)) {
    if (await openFile(host.platform, path)) continue
    reporter.note(texts.t('noViewer'))
    return
  }
}

import * as vscode from 'vscode'
import { whatHappened } from '../model/failures/failure-text.ts'
import { failureOf, type JobFailure } from '../model/jobs/job-failure.ts'
import type { Log } from './log.ts'
import { t, texts } from './t.ts'

/** Shows what stopped a command, without a claim about charges: what a job cost is in its record. */
export async function showProblem(log: Log, error: unknown): Promise<void> {
  if (error instanceof vscode.CancellationError) return
  const show = t('showLog')
  const answer = await vscode.window.showErrorMessage(whatHappened(problemOf(error), texts()), show)
  if (answer === show) log.show()
}

/** What the disk says is for users; the text of an error in a program is not. */
function problemOf(error: unknown): Pick<JobFailure, 'code' | 'summary'> {
  const failure = failureOf(error)
  if (failure.code !== 'unexpected') return failure
  const { code } = (error ?? {}) as { readonly code?: unknown }
  const isOfDisk = typeof code === 'string' && !code.startsWith('ERR_')
  return { code: isOfDisk ? 'file_system' : 'unexpected', summary: isOfDisk ? failure.summary : '' }
}

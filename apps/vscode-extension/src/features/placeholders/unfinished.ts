import * as vscode from 'vscode'
import { commands, laterCommands } from '../../contributions.ts'
import { isJobView } from '../../model/jobs/damaged-view.ts'
import { isOver, type JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'
import type { Destination } from '../submission/image-request.ts'

/**
 * Images of placeholders that are being requested in this window: a second click comes before the first one's job is saved.
 * URIs of the files.
 */
export const requested: Set<string> = new Set()

/**
 * Finds the job that already makes the image of a place, or still may: requested in any window, or before a reload. Another one
 * would be paid for twice.
 */
export async function unfinishedJobs(
  jobs: Pick<Services['jobs'], 'list'>,
): Promise<(destination: Destination) => JobView | undefined> {
  const unfinished = (await jobs.list()).filter(isJobView).filter(isUnfinished)
  return ({ folder, stem }) =>
    unfinished.find(({ target }) => target.folder === folder.toString() && target.stem === stem)
}

/** With an image whose path is not in the text yet, too. */
function isUnfinished(job: JobView): boolean {
  return !isOver(job) || job.isRecoverable || (job.state === 'done' && !job.isReported)
}

/** Shows a user the job that they requested again, with what can be done with it. */
export async function showUnfinished({ id, isHeld }: Pick<JobView, 'id' | 'isHeld'>): Promise<void> {
  if (isHeld) await vscode.commands.executeCommand(commands.showRunning)
  else await vscode.commands.executeCommand(laterCommands.showOutcome, id)
}

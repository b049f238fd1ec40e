import { JobRefusal } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import { commands } from '../../contributions.ts'
import { whatHappened } from '../../model/failures/failure-text.ts'
import { failureOf } from '../../model/jobs/job-failure.ts'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { createOnceAtATime } from '../../model/once-at-a-time.ts'
import { exists } from '../../platform/exists.ts'
import { t, texts } from '../../platform/t.ts'
import type { Services } from '../../services.ts'
import { restore } from './restore.ts'

type Needed = Pick<Services, 'kept' | 'jobs' | 'writeImage' | 'log'>

/** By the job and the position of an image: a second download would be another file. */
const once = createOnceAtATime<vscode.Uri>()

/** The images of a job whose files are gone. */
export async function missingFiles({ files }: JobView): Promise<SavedFile[]> {
  const found = await Promise.all(files.map(({ uri }) => exists(vscode.Uri.parse(uri, true))))
  return files.filter((_, index) => found[index] === false)
}

/**
 * Brings files back that are gone, without paying: one that was put aside returns, any other is downloaded again. Where
 * neither works, the user learns why, and what another request means.
 *
 * @returns Those that are back.
 */
export async function bringBack(services: Needed, job: JobView, files: readonly SavedFile[]): Promise<vscode.Uri[]> {
  const back: vscode.Uri[] = []
  for (const file of files) {
    try {
      back.push(await once(`${job.id} ${file.index}`, () => bringOneBack(services, job, file)))
    } catch (error) {
      services.log.error('bringing an image back', error)
      void offerAgain(job, file, error)
    }
  }
  return back
}

async function bringOneBack(services: Needed, job: JobView, file: SavedFile): Promise<vscode.Uri> {
  const kept = (await services.kept.list()).find(({ jobId, index }) => jobId === job.id && index === file.index)
  if (kept !== undefined) return restore(services, kept)
  return vscode.Uri.parse(await services.jobs.downloadAgain(job.id, file.index), true)
}

async function offerAgain(job: JobView, file: SavedFile, error: unknown): Promise<void> {
  const { code, summary } =
    error instanceof JobRefusal ? { code: error.code, summary: error.message } : failureOf(error)
  const name = basename(vscode.Uri.parse(file.uri, true).path)
  const reason = whatHappened({ code, summary }, texts())
  const again = t('submitAgain')
  if ((await vscode.window.showWarningMessage(t('notBroughtBack', { name, reason }), again)) !== again) return
  await vscode.commands.executeCommand(commands.retry, job.id, 'paid')
}

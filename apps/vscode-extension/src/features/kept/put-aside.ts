import * as vscode from 'vscode'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'
import type { KeptReason } from '../../model/kept/kept-image.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { exists } from '../../platform/exists.ts'
import type { Services } from '../../services.ts'
import { t } from '../../platform/t.ts'

/**
 * Moves a job's images to where the history can restore them. An image that can't be kept stays where it is.
 *
 * @param files The job's files to move; its record then has the others.
 */
export async function putAside(
  { kept, jobs, log }: Pick<Services, 'kept' | 'jobs' | 'log'>,
  job: JobView,
  files: readonly SavedFile[],
  reason: KeptReason,
): Promise<void> {
  const gone: SavedFile[] = []
  // The question may have been open for hours: the record knows what was renamed since.
  const current = (await jobs.read(job.id)) ?? job
  const wanted = current.files.filter(({ index }) => files.some((file) => file.index === index))
  for (const file of wanted) {
    const image = vscode.Uri.parse(file.uri, true)
    try {
      // A user may have deleted or moved it meanwhile.
      if (await exists(image)) await kept.keep(image, { reason, ...factsOf(job, file), index: file.index })
      gone.push(file)
    } catch (error) {
      log.error('putting an image aside', error)
      const message = t('notPutAside', { name: basename(image.path) })
      void vscode.window.showWarningMessage(message)
    }
  }
  const isGone = ({ index }: SavedFile): boolean => gone.some((file) => file.index === index)
  if (gone.length > 0) await jobs.keepFiles(job.id, (left) => left.filter((file) => !isGone(file)))
}

/** What a kept image stores about its job. */
export function factsOf(
  { id, prompt, workspace }: JobView,
  { width, height }: Pick<SavedFile, 'width' | 'height'>,
): { jobId: string; prompt: string; workspace?: string; width: number; height: number } {
  return { jobId: id, prompt, ...(workspace !== undefined && { workspace }), width, height }
}

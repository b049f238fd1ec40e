import * as vscode from 'vscode'
import type { Jobs } from '../../jobs/jobs.ts'
import { isJobView } from '../../model/jobs/damaged-view.ts'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'
import { renamedFiles } from '../../model/jobs/renamed-files.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { exists } from '../../platform/exists.ts'
import type { ImageSearch } from './image-search.ts'

/** Jobs know where their images are after these were renamed, or moved with a folder. */
export async function followRenames(
  jobs: Pick<Jobs, 'list' | 'keepFiles'>,
  files: vscode.FileRenameEvent['files'],
): Promise<void> {
  const renames = files.map(({ oldUri, newUri }) => ({ from: oldUri.toString(), to: newUri.toString() }))
  for (const job of (await jobs.list()).filter(isJobView)) {
    if (renamedFiles(job.files, renames) === undefined) continue
    await jobs.keepFiles(job.id, (now) => renamedFiles(now, renames) ?? now)
  }
}

/** A job whose images were moved outside of the editor: they are found again by their bytes, and its record says where. */
export async function withMovedFiles(
  jobs: Pick<Jobs, 'keepFiles'>,
  job: JobView,
  search: ImageSearch,
): Promise<JobView> {
  const files = await Promise.all(job.files.map((file) => whereItIs(file, search)))
  if (files.every((file, index) => file === job.files[index])) return job
  const found = new Map(job.files.map((file, index) => [file.uri, files[index]?.uri ?? file.uri]))
  const noted = jobs.keepFiles(job.id, (now) => now.map((file) => ({ ...file, uri: found.get(file.uri) ?? file.uri })))
  // The next list finds them again where a disk refuses.
  void noted.catch(() => undefined)
  return { ...job, files }
}

async function whereItIs(file: SavedFile, search: ImageSearch): Promise<SavedFile> {
  const { digest, byteLength } = file
  if (digest === undefined || byteLength === undefined) return file
  const uri = vscode.Uri.parse(file.uri, true)
  if (await exists(uri)) return file
  const found = await search.find(byteLength, digest, basename(uri.path))
  return found === undefined ? file : { ...file, uri: found.toString() }
}

import * as vscode from 'vscode'
import type { KeptImage } from '../../model/kept/kept-image.ts'
import { basename, dirname, splitName } from '../../model/naming/posix-path.ts'
import { createOnceAtATime } from '../../model/once-at-a-time.ts'
import { replaceFile } from '../../platform/replace-file.ts'
import { isSameBytes } from '../../platform/same-bytes.ts'
import type { Services } from '../../services.ts'

type Needed = Pick<Services, 'kept' | 'jobs' | 'writeImage'>

/** By the id of an image. */
const once = createOnceAtATime<vscode.Uri>()

/**
 * Brings a kept image back to where it was, under a free name. A replaced original takes its own place again: what stands
 * there, the edit or what was made of it since, goes beside it under a free name. Nothing is overwritten.
 *
 * @returns Where it is now.
 * @throws what the disk says; it is still kept then
 */
export function restore(services: Needed, image: KeptImage): Promise<vscode.Uri> {
  return once(image.id, () => restoreOnce(services, image))
}

async function restoreOnce(services: Needed, image: KeptImage): Promise<vscode.Uri> {
  const bytes = await vscode.workspace.fs.readFile(services.kept.fileOf(image))
  const restored =
    image.reason === 'replaced' ? await putBack(services, image, bytes) : await writeAgain(services, image, bytes)
  await services.kept.remove(image)
  return restored
}

async function writeAgain(
  { jobs, writeImage }: Needed,
  { from, jobId, index, width, height }: KeptImage,
  bytes: Uint8Array,
): Promise<vscode.Uri> {
  const place = vscode.Uri.parse(from, true)
  const { stem, extension } = splitName(basename(place.path))
  const restored = await writeImage(place.with({ path: dirname(place.path) }), stem, extension, bytes)
  if (index !== undefined) {
    const own = { index, uri: restored.toString(), width, height }
    await jobs.keepFiles(jobId, (files) => [...files.filter((file) => file.index !== index), own])
  }
  return restored
}

async function putBack(
  { jobs, writeImage }: Needed,
  { id, from, jobId, editedName }: KeptImage,
  bytes: Uint8Array,
): Promise<vscode.Uri> {
  const { fs } = vscode.workspace
  const original = vscode.Uri.parse(from, true)
  const latest = await Promise.resolve(fs.readFile(original)).catch(undefinedIfAbsent)
  const { stem, extension } = splitName(editedName ?? basename(original.path))
  const folder = original.with({ path: dirname(original.path) })
  const isOriginal = latest !== undefined && isSameBytes(latest, bytes)
  const beside = latest && !isOriginal ? await writeImage(folder, stem, extension, latest) : undefined
  // In one step, so that a full disk costs neither of the two.
  const temporary = original.with({ path: `${original.path}.${id}.part` })
  await fs.createDirectory(folder)
  await fs.writeFile(temporary, bytes)
  await replaceFile(temporary, original)
  if (beside !== undefined) {
    const uri = beside.toString()
    await jobs.keepFiles(jobId, (files) => files.map((file) => (file.uri === from ? { ...file, uri } : file)))
  }
  return original
}

/** A file that is there and can't be read must not be replaced: nobody would have its bytes. */
function undefinedIfAbsent(error: unknown): undefined {
  if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined
  throw error
}

import * as vscode from 'vscode'
import { basename, dirname, splitName } from '../../model/naming/posix-path.ts'
import type { WritePicture } from '../../platform/pictures.ts'

/**
 * Puts the edited picture in the place of the original, in one step.
 *
 * @returns What takes it back: the original in its place; what stood there, the edit or what was made of it since, beside
 *   it under a free name, which it returns.
 */
export async function replaceOriginal(
  original: vscode.Uri,
  edited: vscode.Uri,
  writePicture: WritePicture,
): Promise<() => Promise<vscode.Uri>> {
  const { fs } = vscode.workspace
  const [originalBytes, editedBytes] = await Promise.all([fs.readFile(original), fs.readFile(edited)])
  await fs.rename(edited, original, { overwrite: true })
  return async () => {
    const latestBytes = await Promise.resolve(fs.readFile(original)).catch(() => editedBytes)
    const { stem, extension } = splitName(basename(edited.path))
    const beside = await writePicture(edited.with({ path: dirname(edited.path) }), stem, extension, latestBytes)
    await fs.writeFile(original, originalBytes)
    return beside
  }
}

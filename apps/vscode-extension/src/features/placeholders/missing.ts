import * as vscode from 'vscode'
import { findImages, isFillable } from '../../model/placeholders/find-images.ts'
import type { ImageReference } from '../../model/placeholders/image-reference.ts'
import { dirname } from '../../model/naming/posix-path.ts'
import { fileOf } from '../../platform/document-file.ts'
import { exists } from '../../platform/exists.ts'
import { localTarget } from '../../platform/local-target.ts'

/** An image that a document names and that does not exist. */
export interface MissingImage {
  readonly image: ImageReference
  readonly target: vscode.Uri
}

/** Those that stand within a range, or all. */
export async function findMissing(document: vscode.TextDocument, range?: vscode.Range): Promise<MissingImage[]> {
  const [from, to] =
    range === undefined ? [0, Infinity] : [document.offsetAt(range.start), document.offsetAt(range.end)]
  const wanted = findImages(document.languageId, document.getText()).filter(
    (image) => image.start <= to && image.end >= from && isFillable(image),
  )
  const found = await Promise.all(
    wanted.map(async (image) => {
      const target = await localTarget(document, image.path)
      if (target === undefined || !isWithin(document, target) || (await exists(target))) return []
      return [{ image, target }]
    }),
  )
  return found.flat()
}

/** A document must not have files written anywhere: only into its workspace, or below its own folder. */
function isWithin(document: vscode.TextDocument, target: vscode.Uri): boolean {
  // To Windows, `..\\` (`..%5C` in a link) leads out of the folder as `../` does.
  if (target.path.includes('\\')) return false
  if (vscode.workspace.getWorkspaceFolder(target) !== undefined) return true
  const file = fileOf(document)
  return file !== undefined && target.path.startsWith(`${dirname(file.path)}/`)
}

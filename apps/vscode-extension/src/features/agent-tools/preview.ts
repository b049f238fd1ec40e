import * as vscode from 'vscode'
import type { SavedFile } from '../../model/jobs/job-view.ts'
import { basename, splitName } from '../../model/naming/posix-path.ts'
import { imageParts } from '../../platform/optional-apis.ts'
import { maxSide, previewOf } from '../../platform/preview/preview-of.ts'

/** A part of a tool's result; hosts before 1.106 have no type for images. */
type Part = vscode.LanguageModelTextPart

/**
 * A preview for the model, or a sentence that says why there is none.
 *
 * @returns `undefined` on hosts that cannot show images to a model.
 */
export async function previewPart(file: SavedFile): Promise<Part | undefined> {
  const parts = imageParts()
  if (parts === undefined) return undefined
  const uri = vscode.Uri.parse(file.uri, true)
  const { width, height } = file
  const { extension } = splitName(uri.path)
  const preview = previewOf(await vscode.workspace.fs.readFile(uri), { extension, width, height })
  if (preview !== undefined) return parts.image(preview.bytes, preview.mimeType)
  const name = basename(uri.path)
  return new vscode.LanguageModelTextPart(
    `\nThere is no preview of ${name}: it is larger than ${maxSide} pixels and not a PNG. Tell the user to open the file.`,
  )
}

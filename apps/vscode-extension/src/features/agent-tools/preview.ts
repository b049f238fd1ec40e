import * as vscode from 'vscode'
import type { SavedFile } from '../../model/jobs/job.ts'
import { splitName } from '../../model/naming/posix-path.ts'
import { shrinkPng } from '../../model/preview/shrink-png.ts'

/** One larger picture can make a whole chat fail. */
const maxSide = 1024
const maxBytes = 2 * 1024 * 1024

/** The picture for the model to look at; hosts before 1.106 have no part for it, and some pictures no preview. */
export async function previewPart(file: SavedFile): Promise<vscode.LanguageModelTextPart | undefined> {
  const { LanguageModelDataPart } = vscode as unknown as {
    LanguageModelDataPart?: { image(data: Uint8Array, mimeType: string): vscode.LanguageModelTextPart }
  }
  if (typeof LanguageModelDataPart?.image !== 'function') return undefined
  const uri = vscode.Uri.parse(file.uri, true)
  const bytes = await vscode.workspace.fs.readFile(uri)
  const isSmall = Math.max(file.width, file.height) <= maxSide && bytes.length <= maxBytes
  const extension = splitName(uri.path).extension
  if (isSmall) return LanguageModelDataPart.image(bytes, `image/${extension === 'jpg' ? 'jpeg' : extension}`)
  const small = shrinkPng(bytes, maxSide)
  return small && LanguageModelDataPart.image(small, 'image/png')
}

import * as vscode from 'vscode'
import { basename, dirname, splitName } from '../../model/naming/posix-path.ts'
import { slug } from '@fluxkit/jobs'
import { fileOf } from '../../platform/document-file.ts'
import { homeFolder } from '../../platform/folders.ts'
import { imageFolder, workspaceFolderOf } from '../../platform/workspace-clues.ts'
import { siteImages } from './choose-site.ts'
import type { Destination } from '../submission/image-request.ts'
import type { FileChoice } from './file-choice.ts'
import { t } from '../../platform/t.ts'

/**
 * Where the image goes: beside the active document, in the workspace, else where the user says.
 *
 * @returns `undefined` when the user dismissed the question.
 */
export async function destinationFor(
  prompt: string,
  document: vscode.TextDocument | undefined,
  state: vscode.Memento,
  file: FileChoice = {},
): Promise<Destination | undefined> {
  const stem = file.stem ?? slug(prompt)
  if (file.folder !== undefined) return { folder: file.folder, stem }
  const ofSite = await siteImages(document, state)
  if (ofSite !== undefined) return { folder: ofSite, stem }
  const saved = document && fileOf(document)
  const folders = vscode.workspace.workspaceFolders ?? []
  const known = workspaceFolderOf(saved)
  // Several roots and no document to decide by: only the user knows.
  const isUnclear = known === undefined && saved === undefined && folders.length > 1
  const folder = isUnclear ? await pickWorkspaceFolder() : known
  if (isUnclear && folder === undefined) return undefined
  const images = imageFolder(document, folder)
  if (images !== undefined) return { folder: images, stem }
  const chosen = await vscode.window.showSaveDialog({
    title: t('saveAs'),
    filters: { [t('images')]: ['png', 'jpg', 'webp'] },
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(homeFolder()), `${stem}.png`),
  })
  if (chosen === undefined) return undefined
  const parent = chosen.with({ path: dirname(chosen.path) })
  return { folder: parent, stem: splitName(basename(chosen.path)).stem }
}

/** Where the image of a document goes when nobody is asked. */
export function usualFolder(document: vscode.TextDocument | undefined): vscode.Uri | undefined {
  const saved = document && fileOf(document)
  return imageFolder(document, workspaceFolderOf(saved))
}

function pickWorkspaceFolder(): Thenable<vscode.WorkspaceFolder | undefined> {
  return vscode.window.showWorkspaceFolderPick({
    placeHolder: t('whichFolder'),
    ignoreFocusOut: true,
  })
}

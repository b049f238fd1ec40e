import { homedir } from 'node:os'
import * as vscode from 'vscode'
import { basename, dirname, splitName } from '../../model/naming/posix-path.ts'
import { slug } from '@fluxkit/jobs'
import { pictureFolder, workspaceFolderOf } from '../../platform/workspace-clues.ts'

export interface Destination {
  readonly folder: vscode.Uri
  readonly stem: string
}

/**
 * Where the image goes: beside the active document, in the workspace, else where the person says.
 *
 * @returns `undefined` when the person dismissed the question.
 */
export async function destinationFor(
  prompt: string,
  document: vscode.TextDocument | undefined,
): Promise<Destination | undefined> {
  const stem = slug(prompt)
  const saved = document !== undefined && !document.isUntitled ? document.uri : undefined
  const folders = vscode.workspace.workspaceFolders ?? []
  const known = workspaceFolderOf(saved)
  // Several roots and no document that would tell: only the person knows.
  const isUnclear = known === undefined && saved === undefined && folders.length > 1
  const folder = isUnclear ? await askWorkspaceFolder() : known
  if (isUnclear && folder === undefined) return undefined
  const pictures = pictureFolder(document, folder)
  if (pictures !== undefined) return { folder: pictures, stem }
  const chosen = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Picture As'),
    filters: { [vscode.l10n.t('Pictures')]: ['png', 'jpg', 'webp'] },
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(homedir()), `${stem}.png`),
  })
  if (chosen === undefined) return undefined
  const parent = chosen.with({ path: dirname(chosen.path) })
  return { folder: parent, stem: splitName(basename(chosen.path)).stem }
}

/** Output panels, settings and the like are documents too. */
export function isOfPerson({ uri, isUntitled }: vscode.TextDocument): boolean {
  return isUntitled || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true
}

function askWorkspaceFolder(): Thenable<vscode.WorkspaceFolder | undefined> {
  return vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Which folder shall the picture go to?') })
}

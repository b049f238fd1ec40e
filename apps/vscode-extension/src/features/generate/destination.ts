import { homedir } from 'node:os'
import * as vscode from 'vscode'
import type { Insertion } from '../../model/jobs/place.ts'
import { basename, dirname, splitName } from '../../model/naming/posix-path.ts'
import { slug } from '@fluxkit/jobs'
import { pictureFolder, workspaceFolderOf } from '../../platform/workspace-clues.ts'
import type { Anchors } from '../insert/anchors.ts'

export interface Destination {
  readonly folder: vscode.Uri
  readonly stem: string
  readonly insertion?: Insertion
}

/**
 * Where the picture goes and where its link: beside the active document, in the workspace, else where the person says.
 *
 * @returns `undefined` when the person dismissed the question.
 */
export async function destinationFor(
  prompt: string,
  editor: vscode.TextEditor | undefined,
  anchors: Anchors,
  place?: { readonly position: vscode.Position; readonly kind: Insertion['kind'] },
): Promise<Destination | undefined> {
  const stem = slug(prompt)
  const document = editor !== undefined && isOfPerson(editor.document) ? editor.document : undefined
  const mark = (): { insertion?: Insertion } => {
    if (document === undefined || editor === undefined) return {}
    const { position, kind } = place ?? { position: editor.selection.active, kind: 'link' as const }
    return { insertion: anchors.mark(document, position, kind) }
  }
  const saved = document !== undefined && !document.isUntitled ? document.uri : undefined
  const folders = vscode.workspace.workspaceFolders ?? []
  const known = workspaceFolderOf(saved)
  // Several roots and no document that would tell: only the person knows.
  const isUnclear = known === undefined && saved === undefined && folders.length > 1
  const folder = isUnclear ? await askWorkspaceFolder() : known
  if (isUnclear && folder === undefined) return undefined
  const pictures = pictureFolder(document, folder)
  if (pictures !== undefined) return { folder: pictures, stem, ...mark() }
  const chosen = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Picture As'),
    filters: { [vscode.l10n.t('Pictures')]: ['png', 'jpg', 'webp'] },
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(homedir()), `${stem}.png`),
  })
  if (chosen === undefined) return undefined
  const parent = chosen.with({ path: dirname(chosen.path) })
  return { folder: parent, stem: splitName(basename(chosen.path)).stem, ...mark() }
}

/** Output panels, settings and the like are documents too. */
function isOfPerson({ uri, isUntitled }: vscode.TextDocument): boolean {
  return isUntitled || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true
}

function askWorkspaceFolder(): Thenable<vscode.WorkspaceFolder | undefined> {
  return vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Which folder shall the picture go to?') })
}

import * as vscode from 'vscode'

/**
 * Puts the edited picture in the place of the original, as one step that the editor's own Undo takes back too.
 *
 * @returns What takes it back.
 */
export async function replaceOriginal(original: vscode.Uri, edited: vscode.Uri): Promise<() => Promise<void>> {
  const { fs } = vscode.workspace
  const [originalBytes, editedBytes] = await Promise.all([fs.readFile(original), fs.readFile(edited)])
  const edit = new vscode.WorkspaceEdit()
  const metadata = { label: vscode.l10n.t('Replace picture'), needsConfirmation: false }
  // Deleting first, so that an undo restores the original: a rename that overwrites could not give it back.
  edit.deleteFile(original, {}, metadata)
  edit.renameFile(edited, original, {}, metadata)
  if (!(await vscode.workspace.applyEdit(edit))) {
    // Some file systems have no such edits; the order keeps one copy of each at every moment.
    await fs.writeFile(original, editedBytes)
    await fs.delete(edited)
  }
  return async () => {
    await fs.writeFile(edited, editedBytes)
    await fs.writeFile(original, originalBytes)
  }
}

import * as vscode from 'vscode'

/** Does an editor of this window show the document, also behind other tabs? */
export function isInTab(uri: vscode.Uri): boolean {
  const wanted = uri.toString()
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => {
      const { uri: own, modified } = (input ?? {}) as { readonly uri?: vscode.Uri; readonly modified?: vscode.Uri }
      return own?.toString() === wanted || modified?.toString() === wanted
    })
}

/** The document, when the editor holds it, shown or not. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const wanted = uri.toString()
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === wanted && !document.isClosed)
}

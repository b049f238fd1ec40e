import * as vscode from 'vscode'

const cellScheme = 'vscode-notebook-cell'

/** The cell of a notebook that a document is. */
export function cellOf({ uri }: vscode.TextDocument): vscode.NotebookCell | undefined {
  if (uri.scheme !== cellScheme) return undefined
  const wanted = uri.toString()
  return vscode.workspace.notebookDocuments
    .flatMap((notebook) => notebook.getCells())
    .find(({ document }) => document.uri.toString() === wanted)
}

/** The notebook that a document is a cell of. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  return cellOf(document)?.notebook
}

/** The file of a document: of a cell, its notebook. `undefined` while there is none. */
export function fileOf(document: vscode.TextDocument): vscode.Uri | undefined {
  if (document.uri.scheme !== cellScheme) return document.isUntitled ? undefined : document.uri
  const notebook = notebookOf(document)
  return notebook === undefined || notebook.isUntitled ? undefined : notebook.uri
}

/** Output panels, settings and the like are documents too. */
export function isOfPerson(document: vscode.TextDocument): boolean {
  const isNotebook = notebookOf(document) !== undefined
  const { scheme } = fileOf(document) ?? { scheme: '' }
  return document.isUntitled || isNotebook || vscode.workspace.fs.isWritableFileSystem(scheme) === true
}

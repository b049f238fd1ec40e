import * as vscode from 'vscode'
import type { Insertion } from '../../model/jobs/place.ts'
import { findImages } from '../../model/placeholders/find-images.ts'
import { cellOf, isOfPerson } from '../../platform/document-file.ts'

/** Where a user is writing. */
export interface WritingPosition {
  readonly document: vscode.TextDocument
  readonly position: vscode.Position
  readonly kind: Insertion['kind']
}

/** The cursor of the active editor, or the end of the Markdown cell that is selected in the active notebook. */
export function positionOfCursor(): WritingPosition | undefined {
  const editor = vscode.window.activeTextEditor
  if (editor === undefined) return positionOfCell()
  const { document, selection } = editor
  if (!takesLinks(document)) return undefined
  return { document, position: outsideOfImages(document, selection.active), kind: 'link' }
}

/** The document that the user is in, of a notebook the selected cell: images go beside it, also without a link. */
export function documentOfUser(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document ?? selectedCell()?.document
  return document !== undefined && isOfPerson(document) ? document : undefined
}

/** A cell of code takes none: its editor counts as active when the cell is only selected, and a path would break the code. */
function takesLinks(document: vscode.TextDocument): boolean {
  return isOfPerson(document) && cellOf(document)?.kind !== vscode.NotebookCellKind.Code
}

function selectedCell(): vscode.NotebookCell | undefined {
  const { notebook, selection } = vscode.window.activeNotebookEditor ?? {}
  const isThere = notebook !== undefined && selection !== undefined && selection.start < notebook.cellCount
  return isThere ? notebook.cellAt(selection.start) : undefined
}

function positionOfCell(): WritingPosition | undefined {
  const { kind, document } = selectedCell() ?? {}
  if (document === undefined || kind !== vscode.NotebookCellKind.Markup) return undefined
  return { document, position: document.lineAt(document.lineCount - 1).range.end, kind: 'line' }
}

/** What is selected in an editor, and the place below it; with several cursors, the first that has selected something. */
export function positionOfSelection(
  editor: vscode.TextEditor,
): { readonly text: string; readonly place: WritingPosition | undefined } | undefined {
  const { document, selections } = editor
  const selection = selections.find((each) => document.getText(each).trim() !== '')
  if (selection === undefined) return undefined
  const text = document.getText(selection)
  // A selection of whole lines ends before the first character of the next one.
  const position = document.positionAt(document.offsetAt(selection.start) + text.trimEnd().length)
  return { text: text.trim(), place: takesLinks(document) ? { document, position, kind: 'line' } : undefined }
}

/** A cursor in the text of an image: the next one goes behind it, not into it. */
function outsideOfImages(document: vscode.TextDocument, position: vscode.Position): vscode.Position {
  const offset = document.offsetAt(position)
  const images = findImages(document.languageId, document.getText())
  const around = images.find(({ start, end }) => start < offset && offset < end)
  return around === undefined ? position : document.positionAt(around.end)
}

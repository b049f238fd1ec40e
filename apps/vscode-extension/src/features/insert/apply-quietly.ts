import * as vscode from 'vscode'
import { selectionAfter, selectionAsEdited, type Selection } from '../../model/insert/selection-after.ts'
import { samePosition } from '../../model/insert/position.ts'
import type { Writing } from '../../model/insert/writing.ts'
import { editorPosition } from '../../platform/document-lines.ts'

/**
 * Writes text as one undo step. Selections stay the same: the editor would extend those that touch the position,
 * and the next key stroke would replace the text.
 *
 * @returns false when the document was changed in between, or cannot be changed
 */
export async function applyQuietly(document: vscode.TextDocument, writing: Writing): Promise<boolean> {
  const { span, text, leavesCursor } = writing
  const { version } = document
  const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document)
  const before = editors.map(({ selections }) => selections)
  const edit = new vscode.WorkspaceEdit()
  edit.replace(document.uri, new vscode.Range(editorPosition(span.start), editorPosition(span.end)), text)
  if (!(await vscode.workspace.applyEdit(edit))) return false
  for (const [index, editor] of editors.entries()) {
    const selections = before[index] ?? []
    const wanted = selections.map((each) => selectionAfter(each, span, text, leavesCursor))
    const grown = selections.map((each) => selectionAsEdited(each, span, text))
    const isTouched = wanted.some((each, at) => !isSame(each, grown[at]))
    // Text typed in the meantime has moved the cursor to the right position.
    if (isTouched && document.version === version + 1) editor.selections = wanted.map(selection)
  }
  return true
}

function isSame(a: Selection, b: Selection | undefined): boolean {
  return b !== undefined && samePosition(a.anchor, b.anchor) && samePosition(a.active, b.active)
}

function selection({ anchor, active }: Selection): vscode.Selection {
  return new vscode.Selection(editorPosition(anchor), editorPosition(active))
}

import * as vscode from 'vscode'
import type { Position } from '../model/insert/position.ts'
import type { Lines } from '../model/insert/trace.ts'

/** The lines of a document, as the model reads them. */
export function linesOf(document: vscode.TextDocument): Lines {
  return { count: document.lineCount, line: (number) => document.lineAt(number).text }
}

/** A position of the model in the editor's own form. */
export function editorPosition({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character)
}

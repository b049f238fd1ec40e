import type * as vscode from 'vscode'
import type { Lines } from '../model/insert/trace.ts'

export function linesOf(document: vscode.TextDocument): Lines {
  return { count: document.lineCount, line: (number) => document.lineAt(number).text }
}

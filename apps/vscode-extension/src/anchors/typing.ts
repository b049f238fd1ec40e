import type * as vscode from 'vscode'

/** A pause between words. */
const typedMs = 500
/** A pause in a word that is composed, as in Japanese: the editor doesn't say when it is confirmed. */
const composedMs = 5_000

/** Where a user types now. The editor breaks a word that is being composed when its line is changed (1.139, Chromium). */
export interface Typing {
  note(change: vscode.TextDocumentChangeEvent, nowMs: number): void
  /** How long a line should be left alone; 0 where nobody types. */
  restMs(document: vscode.TextDocument, line: number, nowMs: number): number
}

export function createTyping(): Typing {
  let last: { readonly uri: string; readonly line: number; readonly endsAtMs: number } | undefined
  return {
    note({ document, contentChanges }, nowMs) {
      const [change] = contentChanges
      if (change === undefined) return
      const { range, text } = change
      // Each key replaces the word so far; the first one is a letter beyond ASCII.
      const isComposed = text !== '' && (!range.isEmpty || /[^ -~\s]/.test(text))
      const endsAtMs = nowMs + (isComposed ? composedMs : typedMs)
      last = { uri: document.uri.toString(), line: range.start.line, endsAtMs }
    },
    restMs({ uri }, line, nowMs) {
      if (last === undefined || last.line !== line || last.uri !== uri.toString()) return 0
      return Math.min(Math.max(0, last.endsAtMs - nowMs), composedMs)
    },
  }
}

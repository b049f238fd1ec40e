import { createHash } from 'node:crypto'
import * as vscode from 'vscode'
import type { Insertion } from '../../model/jobs/place.ts'
import { moved } from '../../model/insert/moved.ts'

/** A place in a document that stays where it was meant while people type around it. */
export interface Anchors extends vscode.Disposable {
  /** Begins to follow a place; `kind` says what will be written there. */
  mark(document: vscode.TextDocument, position: vscode.Position, kind: Insertion['kind']): Insertion
  /** Where the place is now: followed in this window, or found again by the text of its line. */
  find(document: vscode.TextDocument, insertion: Insertion): vscode.Position | undefined
  forget(insertion: Insertion): void
}

export function createAnchors(): Anchors {
  const followed = new Map<string, { document: string; position: vscode.Position }>()
  const subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (followed.size === 0) return
    const uri = document.uri.toString()
    for (const anchor of followed.values()) {
      if (anchor.document !== uri) continue
      for (const { range, text } of contentChanges) {
        const { line, character } = moved(anchor.position, range, text)
        anchor.position = new vscode.Position(line, character)
      }
    }
  })
  return {
    mark(document, position, kind) {
      const lineDigest = digest(document.lineAt(position.line).text)
      const { line, character } = position
      const insertion = { document: document.uri.toString(), line, character, lineDigest, kind }
      followed.set(key(insertion), { document: insertion.document, position })
      return insertion
    },
    find(document, insertion) {
      const anchor = followed.get(key(insertion))
      if (anchor !== undefined) return document.validatePosition(anchor.position)
      return findAgain(document, insertion)
    },
    forget(insertion) {
      followed.delete(key(insertion))
    },
    dispose() {
      subscription.dispose()
    },
  }
}

function key({ document, line, character, lineDigest }: Insertion): string {
  return `${document} ${line} ${character} ${lineDigest}`
}

/** Only a line that reads as it did is the right one, and only when there is no second. */
function findAgain(
  document: vscode.TextDocument,
  { line, character, lineDigest }: Insertion,
): vscode.Position | undefined {
  const fits = (number: number): boolean => digest(document.lineAt(number).text) === lineDigest
  if (line < document.lineCount && fits(line)) return new vscode.Position(line, character)
  const lines = Array.from({ length: document.lineCount }, (_, number) => number).filter(fits)
  return lines.length === 1 && lines[0] !== undefined ? new vscode.Position(lines[0], character) : undefined
}

/** A digest and not the text: what stands in documents does not belong into the job store. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

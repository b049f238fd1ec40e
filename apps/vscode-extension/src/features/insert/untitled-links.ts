import * as vscode from 'vscode'
import type { LinkSyntax } from '../../model/links/link-syntax.ts'
import { isWrittenSince } from '../../platform/exists.ts'
import { createRecentTexts } from './recent-texts.ts'

/** A link in a document that isn't saved yet. */
export interface UntitledLink {
  readonly file: vscode.Uri
  readonly path: string
  /** The path, as it is written. */
  readonly syntax: LinkSyntax
}

/** Links in untitled documents: relative to the workspace folder until the document is saved, and repaired then. */
export interface UntitledLinks extends vscode.Disposable {
  note(document: vscode.TextDocument, links: readonly UntitledLink[]): void
}

interface Noted {
  readonly sinceMs: number
  readonly links: UntitledLink[]
}

/** @param repair Called with the saved document, once. */
export function createUntitledLinks(
  repair: (document: vscode.TextDocument, links: readonly UntitledLink[]) => void,
  now: () => number = Date.now,
): UntitledLinks {
  const texts = createRecentTexts()
  const noted = new Map<string, Noted>()

  async function saved(document: vscode.TextDocument): Promise<void> {
    for (const [uri, { sinceMs, links }] of noted) {
      if (texts.matching(uri, document) === undefined || !(await isWrittenSince(document.uri, sinceMs))) continue
      noted.delete(uri)
      texts.keepOnly(new Set(noted.keys()))
      repair(document, links)
    }
  }

  const subscriptions = vscode.Disposable.from(
    vscode.workspace.onDidSaveTextDocument((document) => void saved(document)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && noted.has(document.uri.toString())) texts.note(document)
    }),
  )
  return {
    note(document, links) {
      if (!document.isUntitled || links.length === 0) return
      const uri = document.uri.toString()
      noted.set(uri, { sinceMs: noted.get(uri)?.sinceMs ?? now(), links: [...(noted.get(uri)?.links ?? []), ...links] })
      texts.note(document)
    },
    dispose() {
      subscriptions.dispose()
    },
  }
}

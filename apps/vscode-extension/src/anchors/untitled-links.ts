import * as vscode from 'vscode'
import type { LinkSyntax } from '../model/links/link-syntax.ts'
import { fileOf } from '../platform/document-file.ts'
import { isWrittenSince } from '../platform/exists.ts'
import type { Log } from '../platform/log.ts'
import { registerEach } from '../platform/register-each.ts'
import { storedList } from '../platform/stored-list.ts'
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
  readonly links: readonly UntitledLink[]
}

/** As it is kept for the next start. */
type Kept = readonly [
  uri: string,
  sinceMs: number,
  links: readonly (readonly [file: string, path: string, syntax: LinkSyntax])[],
]

const key = 'fluxkit.untitledLinks'
/** Untitled documents that are thrown away leave their links behind. */
const maxDocuments = 50

/**
 * @param state Keeps the links for the next start, which opens the documents again.
 * @param repair Called with the saved document, once.
 */
export function createUntitledLinks(
  state: vscode.Memento,
  repair: (document: vscode.TextDocument, links: readonly UntitledLink[]) => void,
  log: Pick<Log, 'error'>,
  now: () => number = Date.now,
): UntitledLinks {
  const texts = createRecentTexts()
  const noted = new Map<string, Noted>()
  storedList(state, key, ([uri, sinceMs, links]: Kept) => {
    const read = links.map(([file, path, syntax]) => ({ file: vscode.Uri.parse(file, true), path, syntax }))
    return [uri, { sinceMs, links: read }] as const
  }).forEach((entry) => noted.set(...entry))
  for (const document of noted.size === 0 ? [] : vscode.workspace.textDocuments) follow(document)

  function follow(document: vscode.TextDocument): void {
    if (noted.has(document.uri.toString())) texts.note(document)
  }

  function keep(): void {
    texts.keepOnly(new Set(noted.keys()))
    const kept = [...noted].slice(-maxDocuments).map(([uri, { sinceMs, links }]): Kept => {
      return [uri, sinceMs, links.map(({ file, path, syntax }) => [file.toString(), path, syntax])]
    })
    void state.update(key, kept.length === 0 ? undefined : kept)
  }

  async function saved(document: vscode.TextDocument): Promise<void> {
    const file = fileOf(document)
    for (const [uri, { sinceMs, links }] of noted) {
      if (file === undefined || texts.matching(uri, document) === undefined) continue
      if (!(await isWrittenSince(file, sinceMs)) || !noted.delete(uri)) continue
      keep()
      repair(document, links)
    }
  }

  const { workspace } = vscode
  const subscriptions = registerEach(log, {
    saved: () => workspace.onDidSaveTextDocument((document) => void saved(document)),
    savedNotebook: () =>
      workspace.onDidSaveNotebookDocument((notebook) => {
        for (const { document } of noted.size === 0 ? [] : notebook.getCells()) void saved(document)
      }),
    opened: () => workspace.onDidOpenTextDocument(follow),
    changed: () =>
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) follow(document)
      }),
  })
  return {
    note(document, links) {
      if (fileOf(document) !== undefined || links.length === 0) return
      const uri = document.uri.toString()
      const { sinceMs = now(), links: before = [] } = noted.get(uri) ?? {}
      noted.set(uri, { sinceMs, links: [...before, ...links] })
      texts.note(document)
      keep()
    },
    dispose() {
      subscriptions.dispose()
    },
  }
}

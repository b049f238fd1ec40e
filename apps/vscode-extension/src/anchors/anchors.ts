import * as vscode from 'vscode'
import { isUprooted, moved, type Position, samePosition } from '../model/insert/position.ts'
import { findTrace, type Trace, traceOf } from '../model/insert/trace.ts'
import type { Insertion } from '../model/jobs/place.ts'
import { digest } from '../platform/digest.ts'
import { notebookOf } from '../platform/document-file.ts'
import { editorPosition, linesOf } from '../platform/document-lines.ts'
import { isWrittenSince } from '../platform/exists.ts'
import type { Log } from '../platform/log.ts'
import { isInTab, openDocument } from '../platform/open-tabs.ts'
import { registerEach } from '../platform/register-each.ts'
import { createAnchorMemory, type AnchorMemory, type RememberedAnchor } from './anchor-memory.ts'
import { createRecentTexts, type RecentTexts } from './recent-texts.ts'
import { createTyping } from './typing.ts'
import { createUntitledLinks, type UntitledLink } from './untitled-links.ts'

/** What is about to be written for an insertion. */
export interface OwnEdit {
  readonly start: Position
  readonly text: string
  /** Where images follow that were requested later from the same position. */
  readonly linksEnd: Position
}

/** Places in documents that stay where they were meant while people type around them. */
export interface Anchors extends vscode.Disposable {
  /** Begins to follow a position; `kind` says what will be written there. */
  mark(document: vscode.TextDocument, position: vscode.Position, kind: Insertion['kind']): Insertion
  /** The document that holds the position now: it may have been renamed, or saved elsewhere. */
  documentOf(insertion: Insertion): vscode.Uri
  /** The notebook whose cell holds the position now: it may have been renamed. */
  notebookOf(insertion: Insertion): vscode.Uri | undefined
  /** Where the position is now: followed in this window, or found again by what it looked like. */
  find(document: vscode.TextDocument, insertion: Insertion): vscode.Position | undefined
  /** Says what will be written, so that other places are moved as it is meant. */
  expect(insertion: Insertion, edit: OwnEdit): void
  /** How long a line should be left alone, because a user types there; 0 where nobody does. */
  restMs(document: vscode.TextDocument, line: number): number
  forget(insertion: Insertion): void
  /** Links that were written; those of an untitled document are repaired when it is saved. */
  noteLinks(document: vscode.TextDocument, links: readonly UntitledLink[]): void
}

interface Followed {
  document: string
  /** The notebook that the document is a cell of. */
  notebook?: string
  position: Position
  /** What the position looked like last; before its surroundings went when they did. */
  trace: Trace
  /** Before the last change. */
  past?: Trace
  /** Are the changes of its document known? */
  isFollowed: boolean
  /** Was the text around the position taken away? */
  isLost: boolean
  /** When it began to be followed. */
  readonly sinceMs: number
  /** A document with the same text that was written since: the document is saved there, and may be closed here. */
  twin?: Followed
}

/**
 * @param state Keeps the places for the next start.
 * @param log Default: what can't be registered is not reported.
 */
export function createAnchors(state: vscode.Memento, log: Pick<Log, 'error'> = { error: () => undefined }): Anchors {
  const memory: AnchorMemory = createAnchorMemory(state)
  const texts: RecentTexts = createRecentTexts()
  const untitled = createUntitledLinks(state, (document, links) => void repair(document, links), log)
  const typing = createTyping()
  // In the order of the requests.
  const followed = new Map<string, Followed>()
  let expected:
    | (OwnEdit & { readonly id: string; readonly document: string; readonly followers: readonly Followed[] })
    | undefined

  function changed(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges } = event
    const [first] = contentChanges
    if (followed.size === 0 || first === undefined) return
    if (expected === undefined || !isSame(expected, first.range, first.text)) typing.note(event, Date.now())
    const all = allOf(document.uri.toString())
    if (all.length === 0) return
    for (const each of all) change(each, document, contentChanges)
    texts.note(document)
    save()
  }

  function change(
    each: Followed,
    document: vscode.TextDocument,
    changes: readonly vscode.TextDocumentContentChangeEvent[],
  ): void {
    each.past = each.trace
    for (const { range, text } of changes) {
      const isOwn = expected !== undefined && isSame(expected, range, text) && expected.followers.includes(each)
      each.isLost ||= isUprooted(each.position, range)
      each.position = isOwn && expected !== undefined ? expected.linksEnd : moved(each.position, range, text)
    }
    // A text that is formatted, saved elsewhere or replaced by the file on disk goes and comes back.
    const isBack = each.isLost && changes.some(({ text }) => text.length > 1)
    const found = isBack ? findTrace(linesOf(document), each.trace, digest) : undefined
    if (found !== undefined) Object.assign(each, { position: found, isLost: false })
    if (!each.isLost) each.trace = traceOf(linesOf(document), each.position, digest)
  }

  function allOf(uri: string): Followed[] {
    return [...followed.values()]
      .flatMap((each) => [each, ...(each.twin === undefined ? [] : [each.twin])])
      .filter(({ document, isFollowed }) => isFollowed && document === uri)
  }

  /** Continues with places of a document that was closed, or of an earlier start. */
  function opened(document: vscode.TextDocument): void {
    const uri = document.uri.toString()
    for (const each of followed.values()) if (each.document === uri && !each.isFollowed) attach(each, document)
  }

  /** Continues in a document that another one is saved as: it is opened empty, then filled, then saved. */
  function saved(document: vscode.TextDocument): void {
    opened(document)
    const uri = document.uri.toString()
    for (const each of followed.values()) {
      if (each.document !== uri && each.twin?.document !== uri) void adopt(each, document)
    }
  }

  function attach(each: Followed, document: vscode.TextDocument): void {
    const position = findTrace(linesOf(document), each.trace, digest)
    if (position !== undefined) Object.assign(each, { position, isFollowed: true, isLost: false })
    texts.note(document)
  }

  /** The other one has the same text: it is the document itself, saved there, unless it was there before. */
  async function adopt(each: Followed, other: vscode.TextDocument): Promise<void> {
    const matching = texts.matching(each.document, other)
    if (matching === undefined || !(await isWrittenSince(other.uri, each.sinceMs)) || other.isClosed) return
    const trace = matching === 'before' ? (each.past ?? each.trace) : each.trace
    const position = findTrace(linesOf(other), trace, digest)
    if (position === undefined) return
    const twin = { ...each, document: other.uri.toString(), position, trace, isFollowed: true, isLost: false }
    texts.note(other)
    each.twin = twin
    if (openDocument(vscode.Uri.parse(each.document, true)) === undefined) leave(each)
    save()
  }

  function closed(document: vscode.TextDocument): void {
    const uri = document.uri.toString()
    for (const each of followed.values()) {
      if (each.document === uri) leave(each)
      if (each.twin?.document === uri) delete each.twin
    }
    save()
  }

  function leave(each: Followed): void {
    if (each.twin === undefined) each.isFollowed = false
    else {
      Object.assign(each, each.twin)
      delete each.twin
    }
  }

  function renamed({ files }: vscode.FileRenameEvent): void {
    for (const each of followed.values()) {
      for (const { oldUri, newUri } of files) {
        const inFolder = each.notebook === undefined ? undefined : below(each.notebook, oldUri.toString())
        if (inFolder !== undefined) {
          // Its cells are opened again, with other addresses: what the position looked like finds it among them.
          each.notebook = newUri.toString() + inFolder
          each.isFollowed = false
          continue
        }
        const path = below(each.document, oldUri.toString())
        if (path === undefined) continue
        each.document = newUri.toString() + path
        const document = openDocument(vscode.Uri.parse(each.document, true))
        if (document === undefined) each.isFollowed = false
        else attach(each, document)
      }
    }
    save()
  }

  function save(): void {
    texts.keepOnly(new Set([...followed.values()].flatMap(({ document, twin }) => [document, twin?.document ?? ''])))
    const remembered = ({ document, notebook, trace }: Followed): RememberedAnchor => {
      return { document, trace, ...(notebook !== undefined && { notebook }) }
    }
    memory.save([...followed].map(([id, each]) => [id, remembered(each)]))
  }

  for (const [id, { trace, ...address }] of memory.load()) {
    followed.set(id, { ...address, trace, position: trace, isFollowed: false, isLost: false, sinceMs: Date.now() })
  }
  if (followed.size > 0) for (const document of vscode.workspace.textDocuments) opened(document)

  const { workspace } = vscode
  const subscriptions = registerEach(log, {
    changed: () => workspace.onDidChangeTextDocument(changed),
    opened: () => workspace.onDidOpenTextDocument(opened),
    saved: () => workspace.onDidSaveTextDocument(saved),
    closed: () => workspace.onDidCloseTextDocument(closed),
    renamed: () => workspace.onDidRenameFiles(renamed),
    memory: () => memory,
    untitled: () => untitled,
  })

  return {
    mark(document, at, kind) {
      const id = crypto.randomUUID()
      const trace = traceOf(linesOf(document), at, digest)
      const uri = document.uri.toString()
      const position = { line: at.line, character: at.character }
      const notebook = notebookOf(document)?.uri.toString()
      const address = { document: uri, ...(notebook !== undefined && { notebook }) }
      followed.set(id, { ...address, position, trace, isFollowed: true, isLost: false, sinceMs: Date.now() })
      texts.note(document)
      return { id, ...address, ...trace, kind }
    },
    documentOf({ id = '', document }) {
      const each = followed.get(id)
      if (each?.twin !== undefined && !isInTab(vscode.Uri.parse(each.document, true))) leave(each)
      return vscode.Uri.parse(each?.document ?? document, true)
    },
    notebookOf({ id = '', notebook }) {
      const uri = followed.get(id)?.notebook ?? notebook
      return uri === undefined ? undefined : vscode.Uri.parse(uri, true)
    },
    find(document, insertion) {
      const each = followed.get(insertion.id ?? '')
      if (each?.isFollowed === true && each.document === document.uri.toString())
        return document.validatePosition(editorPosition(each.position))
      const position = findTrace(linesOf(document), each?.trace ?? insertion, digest)
      return position && document.validatePosition(editorPosition(position))
    },
    expect({ id = '', document }, edit) {
      const own = followed.get(id)
      const ids = [...followed.keys()]
      const later = own === undefined ? [] : ids.slice(ids.indexOf(id) + 1).flatMap((each) => followed.get(each) ?? [])
      const followers = later.filter(
        (each) => own?.document === each.document && samePosition(own.position, each.position),
      )
      expected = { ...edit, id, document: own?.document ?? document, followers }
    },
    restMs: (document, line) => typing.restMs(document, line, Date.now()),
    forget({ id = '' }) {
      if (expected?.id === id) expected = undefined
      if (followed.delete(id)) save()
    },
    noteLinks: (document, links) => untitled.note(document, links),
    dispose() {
      subscriptions.dispose()
    },
  }
}

/** Loads the code only when it is needed: most windows never write a link. */
async function repair(document: vscode.TextDocument, links: readonly UntitledLink[]): Promise<void> {
  const { repairLinks } = await import('./repair-links.ts')
  await repairLinks(document, links)
}

function isSame({ start, text }: OwnEdit, range: vscode.Range, written: string): boolean {
  return samePosition(start, range.start) && written.replaceAll('\r\n', '\n') === text
}

/** What follows the folder in an address; empty for the folder itself. */
function below(address: string, folder: string): string | undefined {
  if (address === folder) return ''
  return address.startsWith(`${folder}/`) ? address.slice(folder.length) : undefined
}

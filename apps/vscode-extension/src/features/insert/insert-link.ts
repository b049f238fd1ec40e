import * as vscode from 'vscode'
import { type Shown, writeBlock, writeInline, type Writing } from '../../model/insert/writing.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Insertion } from '../../model/jobs/place.ts'
import { altText } from '../../model/links/alt-text.ts'
import { pathIn, syntaxOf } from '../../model/links/link-syntax.ts'
import { stemOf } from '../../model/naming/stem-of.ts'
import { positionsOf } from '../../model/links/repair-paths.ts'
import { findImages } from '../../model/placeholders/find-images.ts'
import { fileOf, notebookOf } from '../../platform/document-file.ts'
import { editorPosition, linesOf } from '../../platform/document-lines.ts'
import { exists, isReadOnly } from '../../platform/exists.ts'
import { localTarget } from '../../platform/local-target.ts'
import { isInTab, openDocument } from '../../platform/open-tabs.ts'
import type { Services } from '../../services.ts'
import type { Anchors } from '../../anchors/anchors.ts'
import { applyQuietly } from './apply-quietly.ts'
import { linkPath } from '../../platform/link-path.ts'

/** A user who types changes the document between the question where the place is and the edit. */
const maxTries = 50
/** A user who types without a pause gets the link nevertheless. */
const maxRestMs = 30_000

/**
 * Writes the links of a finished job where they were wanted, without moving a cursor or a selection.
 *
 * @param isAgain They may have been written by a window that died: links that are in the document stay the only ones.
 * @returns Whether the place was still there.
 */
export async function insertLinks(
  { anchors }: Pick<Services, 'anchors'>,
  job: JobView,
  isAgain: boolean = false,
): Promise<boolean> {
  const { insertion } = job
  if (insertion === undefined || job.files.length === 0) return false
  try {
    const document = await documentFor(insertion, anchors)
    if (document === undefined || (await isReadOnly(fileOf(document) ?? document.uri))) return false
    const file = notebookOf(document) ?? document
    if (await isDeleted(file)) return false
    // The document isn't visible: an unsaved link would be lost in a file that seems closed.
    const isUnattended = !file.isUntitled && !file.isDirty && !isInTab(file.uri)
    const isWritten = (isAgain && (await isLinked(document, job))) || (await write(document, insertion, job, anchors))
    if (isWritten && isUnattended) await file.save()
    return isWritten
  } catch {
    // The document is gone.
    return false
  } finally {
    anchors.forget(insertion)
  }
}

/** The editor holds a document for some minutes after it was closed: saving it would bring a deleted file back. */
async function isDeleted({ uri, isUntitled }: Pick<vscode.TextDocument, 'uri' | 'isUntitled'>): Promise<boolean> {
  return !isUntitled && !isInTab(uri) && !(await exists(uri))
}

async function isLinked(document: vscode.TextDocument, job: JobView): Promise<boolean> {
  const syntax = syntaxOf(document.languageId)
  const paths = await Promise.all(imagesOf(job).map((file) => linkPath(document, file)))
  return paths.every((path) => positionsOf(document.getText(), pathIn(syntax, path)).length > 0)
}

async function documentFor(insertion: Insertion, anchors: Anchors): Promise<vscode.TextDocument | undefined> {
  const uri = anchors.documentOf(insertion)
  const open = openDocument(uri)
  const address = anchors.notebookOf(insertion)
  if (address !== undefined) {
    // After a rename the cells of the old notebook may still be there.
    const isCurrent = open !== undefined && notebookOf(open)?.uri.toString() === address.toString()
    if (isCurrent && anchors.find(open, insertion) !== undefined) return open
    const notebook = await vscode.workspace.openNotebookDocument(address)
    const cells = notebook.getCells().map(({ document }) => document)
    const [found, ...others] = cells.filter((document) => anchors.find(document, insertion) !== undefined)
    return others.length === 0 ? found : undefined
  }
  // Opening an untitled one would make a new one of the same name.
  return open ?? (uri.scheme === 'untitled' ? undefined : vscode.workspace.openTextDocument(uri))
}

async function write(
  document: vscode.TextDocument,
  insertion: Insertion,
  job: JobView,
  anchors: Anchors,
): Promise<boolean> {
  let leftMs = maxRestMs
  for (let tries = 0; tries < maxTries; tries++) {
    const done = await inTurn(() => writeOnce(document, insertion, job, anchors, leftMs))
    if (typeof done === 'boolean') return done
    if (done.restMs === 0) continue
    leftMs -= done.restMs
    tries = 0
    await new Promise((resolve) => setTimeout(resolve, done.restMs))
  }
  return false
}

let lastTurn: Promise<unknown> = Promise.resolve()

/** One at a time: images that wait for the same pause would mistake each other's edits for the user's. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = lastTurn.then(work)
  lastTurn = turn.catch(() => undefined)
  return turn
}

/** @returns whether the place was still there, or after which pause to try again */
async function writeOnce(
  document: vscode.TextDocument,
  insertion: Insertion,
  job: JobView,
  anchors: Anchors,
  maxMs: number,
): Promise<boolean | { readonly restMs: number }> {
  const position = anchors.find(document, insertion)
  if (position === undefined) return false
  const writing = await writingFor(document, position, insertion.kind, job)
  // The place may have moved while links were worked out.
  if (!anchors.find(document, insertion)?.isEqual(position)) return { restMs: 0 }
  if (writing === 'gone' || writing === 'fits') return writing === 'fits'
  const { span, text, linksEnd, paths, syntax } = writing
  const restMs = Math.min(anchors.restMs(document, span.start.line), maxMs)
  if (restMs > 0) return { restMs }
  anchors.expect(insertion, { start: span.start, text, linksEnd })
  if (!(await applyQuietly(document, writing))) return { restMs: 0 }
  anchors.noteLinks(
    document,
    imagesOf(job).map((file, index) => ({ file, path: paths[index] ?? '', syntax })),
  )
  return true
}

async function writingFor(
  document: vscode.TextDocument,
  position: vscode.Position,
  kind: Insertion['kind'],
  job: JobView,
): Promise<Writing | 'fits' | 'gone'> {
  const uris = imagesOf(job)
  if (kind === 'path') return uris[0] === undefined ? 'fits' : writePath(document, position, uris[0], job.target.stem)
  const alt = altText(job.prompt)
  const shown = await Promise.all(uris.map(async (uri) => ({ path: await linkPath(document, uri), alt })))
  return (kind === 'line' ? writeBlock : writeInline)(document.languageId, linesOf(document), position, shown)
}

function imagesOf({ files }: JobView): vscode.Uri[] {
  return files.toSorted((a, b) => a.index - b.index).map((file) => vscode.Uri.parse(file.uri, true))
}

/**
 * The bytes had another format or the name was taken: the placeholder's path is brought in line with the file.
 *
 * @param stem The name of the image that was requested.
 * @returns `fits` when it already leads to the file, `gone` when the placeholder is no longer there
 */
async function writePath(
  document: vscode.TextDocument,
  position: vscode.Position,
  file: vscode.Uri,
  stem: string,
): Promise<Writing | 'fits' | 'gone'> {
  const offset = document.offsetAt(position)
  const image = findImages(document.languageId, document.getText()).find((each) => each.pathStart === offset)
  // Its folder may be another one: the document may have been moved. A name that a user has changed stays as they wrote it.
  if (image === undefined || stemOf(image.path) !== stem) return 'gone'
  if ((await localTarget(document, image.path))?.path === file.path) return 'fits'
  const path = await linkPath(document, file)
  const syntax = syntaxOf(document.languageId)
  const text = pathIn(syntax, path)
  const span = { start: document.positionAt(image.pathStart), end: document.positionAt(image.pathEnd) }
  return { span, text, linksEnd: span.start, leavesCursor: false, syntax, paths: [path] }
}

/** The link to an image, as written at a place in a document. */
export function linkAt(document: vscode.TextDocument, position: vscode.Position, shown: readonly Shown[]): Writing {
  return writeInline(document.languageId, linesOf(document), position, shown)
}

/** Writes the link of an image at the cursor of an editor, in the place of what is selected; the cursor goes after it. */
export async function insertAtCursor(editor: vscode.TextEditor, file: vscode.Uri, prompt: string): Promise<void> {
  const { document, selection } = editor
  const shown = [{ path: await linkPath(document, file), alt: altText(prompt) }]
  const { span, text } = linkAt(document, selection.end, shown)
  const isWritten = await editor.edit((edit) =>
    edit.replace(new vscode.Range(selection.start, editorPosition(span.end)), text),
  )
  if (isWritten) editor.selection = new vscode.Selection(editor.selection.end, editor.selection.end)
}

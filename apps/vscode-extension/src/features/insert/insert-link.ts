import * as vscode from 'vscode'
import { type Shown, writeBlock, writeInline, type Writing } from '../../model/insert/writing.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Insertion } from '../../model/jobs/place.ts'
import { altText } from '../../model/links/alt-text.ts'
import { encodePath } from '../../model/links/encode-path.ts'
import { findImages } from '../../model/placeholders/find-images.ts'
import { linesOf } from '../../platform/document-lines.ts'
import { isReadOnly } from '../../platform/exists.ts'
import { localTarget } from '../../platform/local-target.ts'
import { isInTab, isOpen } from '../../platform/open-tabs.ts'
import type { Anchors } from './anchors.ts'
import { applyQuietly } from './apply-quietly.ts'
import { linkPath } from './link-path.ts'

/** A person who types changes the document between the question where the place is and the edit. */
const maxTries = 50

/**
 * Writes the links of a finished job where they were wanted, without moving a cursor or a selection.
 *
 * @returns Whether the place was still there.
 */
export async function insertLinks(job: JobView, anchors: Anchors): Promise<boolean> {
  const { insertion } = job
  if (insertion === undefined || job.files.length === 0) return false
  try {
    const uri = anchors.documentOf(insertion)
    // Opening it would make a new one of the same name.
    if (uri.scheme === 'untitled' && !isOpen(uri)) return false
    const document = await vscode.workspace.openTextDocument(uri)
    if (await isReadOnly(document.uri)) return false
    // Nobody looks at it: left unsaved, the link would wait in a file that seems closed.
    const isUnattended = !document.isUntitled && !document.isDirty && !isInTab(document.uri)
    const isWritten = await write(document, insertion, job, anchors)
    if (isWritten && isUnattended) await document.save()
    return isWritten
  } catch {
    // The document is gone.
    return false
  } finally {
    anchors.forget(insertion)
  }
}

async function write(
  document: vscode.TextDocument,
  insertion: Insertion,
  job: JobView,
  anchors: Anchors,
): Promise<boolean> {
  for (let tries = 0; tries < maxTries; tries++) {
    const position = anchors.find(document, insertion)
    if (position === undefined) return false
    const writing = writingFor(document, position, insertion.kind, job)
    if (writing === 'gone' || writing === 'fits') return writing === 'fits'
    const { span, text, linksEnd } = writing
    anchors.expect(insertion, { start: span.start, text, linksEnd })
    if (await applyQuietly(document, writing)) return true
  }
  return false
}

function writingFor(
  document: vscode.TextDocument,
  position: vscode.Position,
  kind: Insertion['kind'],
  { files, prompt }: JobView,
): Writing | 'fits' | 'gone' {
  const uris = files.toSorted((a, b) => a.index - b.index).map((file) => vscode.Uri.parse(file.uri, true))
  if (kind === 'path') return uris[0] === undefined ? 'fits' : writePath(document, position, uris[0])
  const shown = uris.map((uri) => ({ path: linkPath(document, uri), alt: altText(prompt) }))
  return (kind === 'line' ? writeBlock : writeInline)(document.languageId, linesOf(document), position, shown)
}

/**
 * The bytes had another format or the name was taken: the placeholder's path is brought in line with the file.
 *
 * @returns `fits` when it leads to the file already, `gone` when the placeholder is no longer there
 */
function writePath(
  document: vscode.TextDocument,
  position: vscode.Position,
  file: vscode.Uri,
): Writing | 'fits' | 'gone' {
  const offset = document.offsetAt(position)
  const image = findImages(document.languageId, document.getText()).find((each) => each.pathStart === offset)
  if (image === undefined) return 'gone'
  if (image.path.startsWith('/') || localTarget(document, image.path)?.path === file.path) return 'fits'
  const text = encodePath(linkPath(document, file))
  const span = { start: document.positionAt(image.pathStart), end: document.positionAt(image.pathEnd) }
  return { span, text, linksEnd: span.start, leavesCursor: false }
}

/** The link to an image as it is written at a place of a document. */
export function linkAt(document: vscode.TextDocument, position: vscode.Position, shown: readonly Shown[]): Writing {
  return writeInline(document.languageId, linesOf(document), position, shown)
}

/** Writes the link of an image at the cursor of an editor, in the place of what is selected; the cursor goes behind it. */
export async function insertAtCursor(editor: vscode.TextEditor, file: vscode.Uri, prompt: string): Promise<void> {
  const { document, selection } = editor
  const shown = [{ path: linkPath(document, file), alt: altText(prompt) }]
  const { span, text } = linkAt(document, selection.end, shown)
  const end = new vscode.Position(span.end.line, span.end.character)
  const isWritten = await editor.edit((edit) => edit.replace(new vscode.Range(selection.start, end), text))
  if (isWritten) editor.selection = new vscode.Selection(editor.selection.end, editor.selection.end)
}

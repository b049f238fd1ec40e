import * as vscode from 'vscode'
import { encodePath } from '../../model/links/encode-path.ts'
import { type Link, linkSnippet, linkText, linkTo, syntaxOf } from '../../model/links/link-syntax.ts'
import { imagesFolder } from '../../model/links/images-folder.ts'
import { spacingFor } from '../../model/links/spacing.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Insertion } from '../../model/jobs/place.ts'
import { dirname, join, relative } from '../../model/naming/posix-path.ts'
import { findImages } from '../../model/placeholders/find-images.ts'
import { localTarget } from '../../platform/local-target.ts'
import type { Anchors } from './anchors.ts'

/** The link to a picture as a document's language writes it; a full path where there is no relative one. */
export function linkFor(document: vscode.TextDocument, file: vscode.Uri, alt: string): Link {
  return linkTo(syntaxOf(document.languageId), pathFrom(document, file), alt)
}

function pathFrom(document: vscode.TextDocument, file: vscode.Uri): string {
  const { uri, isUntitled, languageId } = document
  const own = isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri.path : dirname(uri.path)
  const folder = own && join(own, imagesFolder(languageId, document.getText()))
  const isSameSystem = isUntitled || (uri.scheme === file.scheme && uri.authority === file.authority)
  return isSameSystem && folder !== undefined ? relative(folder, file.path) : file.toString(true)
}

/**
 * Writes the links of a finished job where they were wanted.
 *
 * @returns Whether the place was still there.
 */
export async function insertLinks(job: JobView, anchors: Anchors): Promise<boolean> {
  const { insertion } = job
  if (insertion === undefined || job.files.length === 0) return false
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(insertion.document, true))
    const position = anchors.find(document, insertion)
    if (position === undefined) return false
    const files = job.files.toSorted((a, b) => a.index - b.index).map((file) => vscode.Uri.parse(file.uri, true))
    return await write(document, position, insertion.kind, files, job.prompt)
  } catch {
    // The document is gone.
    return false
  } finally {
    anchors.forget(insertion)
  }
}

async function write(
  document: vscode.TextDocument,
  position: vscode.Position,
  kind: Insertion['kind'],
  files: readonly vscode.Uri[],
  prompt: string,
): Promise<boolean> {
  const [first, ...more] = files
  if (first === undefined) return false
  if (kind === 'path') return replacePath(document, position, first)
  const links = [first, ...more].map((file) => linkFor(document, file, prompt))
  const { before, after, range } = placeFor(document, position, kind === 'line')
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document)
  const [only] = links
  if (editor !== undefined && editor === vscode.window.activeTextEditor && links.length === 1 && only !== undefined) {
    return editor.insertSnippet(new vscode.SnippetString(before + linkSnippet(only) + after), range)
  }
  // A snippet follows the indentation of its line by itself.
  const indentation = /^\s*/.exec(document.lineAt(position.line).text)?.[0] ?? ''
  const text = before + links.map(linkText).join('\n') + after
  const edit = new vscode.WorkspaceEdit()
  edit.replace(document.uri, range, text.replace(/\n(?=[^\n])/g, `\n${indentation}`))
  return vscode.workspace.applyEdit(edit)
}

/** Writes the link of a picture at the cursor of an editor, in the place of what is selected. */
export async function insertAtCursor(editor: vscode.TextEditor, file: vscode.Uri, alt: string): Promise<void> {
  const { document, selection } = editor
  const { before, after, range } = placeFor(document, selection.end, false)
  const snippet = new vscode.SnippetString(before + linkSnippet(linkFor(document, file, alt)) + after)
  await editor.insertSnippet(snippet, new vscode.Range(selection.start, range.end))
}

/** Where a link goes, with what has to stand around it there. */
export function placeFor(
  document: vscode.TextDocument,
  position: vscode.Position,
  isOwnLine: boolean,
): { readonly before: string; readonly after: string; readonly range: vscode.Range } {
  const line = (number: number): string =>
    number >= 0 && number < document.lineCount ? document.lineAt(number).text : ''
  const { before, after, swallowed } = spacingFor(syntaxOf(document.languageId), {
    before: line(position.line).slice(0, position.character),
    after: line(position.line).slice(position.character),
    lineAbove: line(position.line - 1),
    lineBelow: line(position.line + 1),
  })
  const range = new vscode.Range(position, position.translate(0, swallowed))
  return { before: before === '' && isOwnLine ? '\n' : before, after, range }
}

/** The bytes had another format or the name was taken: the placeholder's path is brought in line with the file. */
async function replacePath(
  document: vscode.TextDocument,
  position: vscode.Position,
  file: vscode.Uri,
): Promise<boolean> {
  const offset = document.offsetAt(position)
  const image = findImages(document.languageId, document.getText()).find((each) => each.pathStart === offset)
  if (image === undefined) return false
  if (image.path.startsWith('/') || localTarget(document, image.path)?.path === file.path) return true
  const edit = new vscode.WorkspaceEdit()
  const range = new vscode.Range(document.positionAt(image.pathStart), document.positionAt(image.pathEnd))
  edit.replace(document.uri, range, encodePath(pathFrom(document, file)))
  return vscode.workspace.applyEdit(edit)
}

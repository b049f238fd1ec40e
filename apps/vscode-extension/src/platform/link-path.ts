import * as vscode from 'vscode'
import { imagesFolder } from '../model/links/images-folder.ts'
import { type LinkSyntax, syntaxOf } from '../model/links/link-syntax.ts'
import { dirname, join, relative } from '../model/naming/posix-path.ts'
import { sitePath } from '../model/site/site-path.ts'
import { fileOf } from './document-file.ts'
import { siteOf } from './site.ts'

/** Languages whose links a browser reads. */
const web: ReadonlySet<LinkSyntax> = new Set(['markdown', 'html', 'jsx', 'css', 'asciidoc'])

/**
 * How a document names a file: from the root of its site when the site serves the file, else relative to the document, or by
 * the whole address where there is no relative path.
 */
export async function linkPath(document: vscode.TextDocument, file: vscode.Uri): Promise<string> {
  const { languageId } = document
  const own = fileOf(document)
  const isSameSystem = own === undefined || (own.scheme === file.scheme && own.authority === file.authority)
  if (!isSameSystem) return file.toString(true)
  const site = web.has(syntaxOf(languageId)) ? await siteOf(document) : undefined
  const fromRoot = site && sitePath(site, file.path)
  if (fromRoot !== undefined) return fromRoot
  const base = own === undefined ? vscode.workspace.workspaceFolders?.[0]?.uri.path : dirname(own.path)
  const folder = base && join(base, imagesFolder(languageId, document.getText()))
  return folder === undefined ? file.toString(true) : relative(folder, file.path)
}

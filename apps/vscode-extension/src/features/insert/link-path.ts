import * as vscode from 'vscode'
import { imagesFolder } from '../../model/links/images-folder.ts'
import { dirname, join, relative } from '../../model/naming/posix-path.ts'

/** How a document names a file: relative to the document, or by its whole address where there is no relative path. */
export function linkPath(document: vscode.TextDocument, file: vscode.Uri): string {
  const { uri, isUntitled, languageId } = document
  const own = isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri.path : dirname(uri.path)
  const folder = own && join(own, imagesFolder(languageId, document.getText()))
  const isSameSystem = isUntitled || (uri.scheme === file.scheme && uri.authority === file.authority)
  return isSameSystem && folder !== undefined ? relative(folder, file.path) : file.toString(true)
}

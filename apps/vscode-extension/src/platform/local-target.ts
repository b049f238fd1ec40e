import * as vscode from 'vscode'
import { dirname, join } from '../model/naming/posix-path.ts'

/** The file that a path in a document means: relative to the document, or to the workspace when it begins with `/`. */
export function localTarget(document: vscode.TextDocument, path: string): vscode.Uri | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)
  if (path.startsWith('/')) return folder && folder.uri.with({ path: join(folder.uri.path, path) })
  if (document.isUntitled) {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri
    return root?.with({ path: join(root.path, path) })
  }
  return document.uri.with({ path: join(dirname(document.uri.path), path) })
}

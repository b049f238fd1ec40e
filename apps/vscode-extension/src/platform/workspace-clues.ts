import * as vscode from 'vscode'
import { localDate } from '../model/jobs/by-day.ts'
import { outputDirectory } from '../model/target/output-directory.ts'
import { fileOf } from './document-file.ts'
import { readSettings } from './settings.ts'

/**
 * The folder for images of a document, or of a workspace folder when there is no document.
 *
 * @returns `undefined` without a clue: then a user is asked.
 */
export function imageFolder(
  document: vscode.TextDocument | undefined,
  workspaceFolder: vscode.WorkspaceFolder | undefined,
): vscode.Uri | undefined {
  const file = document && fileOf(document)
  const base = file ?? workspaceFolder?.uri
  if (base === undefined) return undefined
  const path = outputDirectory({
    outputDirectory: readSettings.outputDirectory(base),
    copyFilesDestination: readSettings.copyFilesDestination(base),
    document: file && { path: file.path, languageId: document?.languageId ?? '' },
    workspaceFolder: workspaceFolder?.uri.path,
    date: localDate(Date.now()),
  })
  return path === undefined ? undefined : base.with({ path, query: '', fragment: '' })
}

/** The workspace folder that something belongs to, or the only one there is. */
export function workspaceFolderOf(uri: vscode.Uri | undefined): vscode.WorkspaceFolder | undefined {
  const folders = vscode.workspace.workspaceFolders ?? []
  const own = uri && vscode.workspace.getWorkspaceFolder(uri)
  return own ?? (folders.length === 1 ? folders[0] : undefined)
}

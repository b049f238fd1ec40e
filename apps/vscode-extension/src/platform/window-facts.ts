import * as vscode from 'vscode'
import type { WindowFacts } from '../model/jobs/ownership.ts'

/** What this window has open now. */
export function windowFacts(): WindowFacts {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace
  const folders = workspaceFolders.map(({ uri }) => uri.toString())
  return { workspace: workspaceFile?.toString() ?? folders[0] ?? '', folders }
}

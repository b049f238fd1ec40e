import * as vscode from 'vscode'

const clockToleranceMs = 2_000

/** Is there a file or a folder? */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri)
    return true
  } catch {
    return false
  }
}

/** Has the file a mark that it can only be read? Where there is none, an edit of it can be saved. */
export async function isReadOnly(uri: vscode.Uri): Promise<boolean> {
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri)
    return permissions !== 0
  } catch {
    return false
  }
}

/** Was the file written at that time or later? Clocks of file systems may be some seconds behind. */
export async function isWrittenSince(uri: vscode.Uri, sinceMs: number): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).mtime >= sinceMs - clockToleranceMs
  } catch {
    return false
  }
}

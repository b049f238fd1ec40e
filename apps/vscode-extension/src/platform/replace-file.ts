import { rename } from 'node:fs/promises'
import * as vscode from 'vscode'

/**
 * Moves a file to where another is, which it replaces: on a disk in one step. The editor's own rename deletes the other one first,
 * so that a program that reads it meanwhile finds no file.
 *
 * @throws what the disk says; both files are there then
 */
export async function replaceFile(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  if (from.scheme === 'file' && to.scheme === 'file') await rename(from.fsPath, to.fsPath)
  else await vscode.workspace.fs.rename(from, to, { overwrite: true })
}

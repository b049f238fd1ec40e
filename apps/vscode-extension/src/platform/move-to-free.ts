import { constants, copyFile, link, rm } from 'node:fs/promises'
import * as vscode from 'vscode'

/**
 * Gives a file a name that no other file has, on a disk in one step. The editor's own rename first checks and then moves: of two
 * windows that do so at the same time, one overwrites the image of the other.
 *
 * @throws what the disk says; see {@link isTaken}
 */
export async function moveToFree(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  if (from.scheme !== 'file') return vscode.workspace.fs.rename(from, to, { overwrite: false })
  try {
    await link(from.fsPath, to.fsPath)
  } catch (error) {
    if (isTaken(error)) throw error
    // A file system without hard links, such as FAT.
    await copyFile(from.fsPath, to.fsPath, constants.COPYFILE_EXCL)
  }
  await rm(from.fsPath, { force: true })
}

/** Has another file the name? */
export function isTaken(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown }
  return code === 'EEXIST' || code === 'FileExists'
}

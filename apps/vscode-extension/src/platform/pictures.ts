import { createNameReservations } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import { exists } from './exists.ts'

/** A picture could not be written. */
export class WriteError extends Error {
  override get name(): string {
    return 'WriteError'
  }
}

/**
 * Writes a picture to the first free name. Never overwrites: the bytes go to a temporary file beside it, and the rename
 * refuses an existing target.
 *
 * @returns Where it was written.
 * @throws {WriteError}
 */
export type WritePicture = (
  folder: vscode.Uri,
  stem: string,
  extension: string,
  bytes: Uint8Array,
) => Promise<vscode.Uri>

/** One for a window: its jobs reserve the names that they are about to write. */
export function createPictureWriter(): WritePicture {
  const names = createNameReservations()

  async function write(folder: vscode.Uri, stem: string, extension: string, bytes: Uint8Array): Promise<vscode.Uri> {
    await vscode.workspace.fs.createDirectory(folder)
    const place = folder.toString()
    for (;;) {
      const name = await names.take(place, stem, extension, (each) => exists(vscode.Uri.joinPath(folder, each)))
      const target = vscode.Uri.joinPath(folder, name)
      try {
        await writeNew(target, bytes)
        return target
      } catch (error) {
        // Somebody else took the name in between: the next one, then.
        if (!(error instanceof vscode.FileSystemError && error.code === 'FileExists')) throw error
      } finally {
        names.release(place, name)
      }
    }
  }

  return async (...picture) => {
    try {
      return await write(...picture)
    } catch (error) {
      throw new WriteError(error instanceof Error ? error.message : String(error), { cause: error })
    }
  }
}

async function writeNew(target: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace
  // A name that nobody else has: neither a file of a person nor another window that writes the same picture's name.
  const temporary = target.with({ path: `${target.path}.${crypto.randomUUID().slice(0, 8)}.part` })
  try {
    await fs.writeFile(temporary, bytes)
    await fs.rename(temporary, target, { overwrite: false })
  } catch (error) {
    await Promise.resolve(fs.delete(temporary)).catch(() => undefined)
    throw error
  }
}

import { createNameReservations, freeName } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import { exists } from './exists.ts'
import { isSameBytes } from './same-bytes.ts'
import { isTaken, moveToFree } from './move-to-free.ts'

/** An image could not be written. */
export class WriteError extends Error {
  override get name(): string {
    return 'WriteError'
  }
}

/** Which file with the same bytes is the image itself, left by a window that was killed before it noted the file. */
export interface Leftover {
  /** It was written no earlier, in milliseconds since the epoch. */
  readonly sinceMs: number
  /** Files that are other images of the job. */
  readonly except: ReadonlySet<string>
}

/**
 * Writes an image to the first free name. Never overwrites: the bytes go to a temporary file beside it, which then takes a name
 * that is free.
 *
 * @param leftover Such a file is returned instead of a copy beside it.
 * @returns Where it was written.
 * @throws {WriteError}
 */
export type WriteImage = (
  folder: vscode.Uri,
  stem: string,
  extension: string,
  bytes: Uint8Array,
  leftover?: Leftover,
) => Promise<vscode.Uri>

/** One for a window: its jobs reserve the names that they are about to write. */
export function createImageWriter(): WriteImage {
  const names = createNameReservations()

  const write: WriteImage = async (folder, stem, extension, bytes, leftover) => {
    await vscode.workspace.fs.createDirectory(folder)
    const found = leftover && (await findLeftover(folder, stem, extension, bytes, leftover))
    if (found) return found
    const place = folder.toString()
    for (;;) {
      const name = await names.take(place, stem, extension, (each) => exists(vscode.Uri.joinPath(folder, each)))
      const target = vscode.Uri.joinPath(folder, name)
      try {
        await writeNew(target, bytes)
        return target
      } catch (error) {
        // Somebody else took the name in between: the next one, then.
        if (!isTaken(error)) throw error
      } finally {
        names.release(place, name)
      }
    }
  }

  return async (...image) => {
    try {
      return await write(...image)
    } catch (error) {
      throw new WriteError(error instanceof Error ? error.message : String(error), { cause: error })
    }
  }
}

async function findLeftover(
  folder: vscode.Uri,
  stem: string,
  extension: string,
  bytes: Uint8Array,
  { sinceMs, except }: Leftover,
): Promise<vscode.Uri | undefined> {
  const { fs } = vscode.workspace
  let found: vscode.Uri | undefined
  await freeName(stem, extension, async (name) => {
    const uri = vscode.Uri.joinPath(folder, name)
    const file = await Promise.resolve(fs.stat(uri)).catch(() => undefined)
    if (!file) return false
    const isCandidate = file.mtime >= sinceMs && file.size === bytes.byteLength && !except.has(uri.toString())
    const content = isCandidate ? await Promise.resolve(fs.readFile(uri)).catch(() => undefined) : undefined
    if (content && isSameBytes(content, bytes)) found = uri
    return found === undefined
  })
  return found
}

async function writeNew(target: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace
  // A name that nobody else has: neither a file of a user nor another window that writes the same image's name.
  const temporary = target.with({ path: `${target.path}.${crypto.randomUUID().slice(0, 8)}.part` })
  try {
    await fs.writeFile(temporary, bytes)
    await moveToFree(temporary, target)
  } catch (error) {
    await Promise.resolve(fs.delete(temporary)).catch(() => undefined)
    throw error
  }
}

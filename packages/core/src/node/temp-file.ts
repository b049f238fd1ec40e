import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { moveToFreeName, type MoveOptions } from './move-to-free-name.ts'

/** A file that appears under its name only once it is complete. */
export interface TempFile {
  /** Forgets what was written. */
  reset(): Promise<void>
  write(chunk: Uint8Array): Promise<void>
  /** Flushes to the disk and moves to the first free name. @returns the path */
  moveTo(name: string, extension: string, options?: Pick<MoveOptions, 'reusesSame'>): Promise<string>
}

/**
 * Lets `use` write a file in `directory`, which is made if needed. The temp file is there too, so that moving it is one
 * step, and is gone afterwards whatever happened.
 */
export async function withTempFile<T>(
  directory: string,
  use: (file: TempFile) => Promise<T>,
  // Not from node:crypto: importing that by name costs 12 ms.
  id: () => string = () => crypto.randomUUID(),
): Promise<T> {
  await mkdir(directory, { recursive: true })
  const path = join(directory, `.fluxkit-${id()}.part`)
  const handle = await open(path, 'wx')
  let byteLength = 0
  const file: TempFile = {
    async reset() {
      byteLength = 0
      await handle.truncate(0)
    },
    async write(chunk) {
      await writeWhole(handle, chunk, byteLength)
      byteLength += chunk.byteLength
    },
    async moveTo(name, extension, options) {
      await handle.sync()
      await handle.close()
      const placed = await moveToFreeName(path, directory, name, extension, options)
      await syncDirectory(directory)
      return placed
    },
  }
  try {
    return await use(file)
  } finally {
    await closeQuietly(handle)
    // After placing, this name is the file's second, or gone already.
    await unlink(path).catch(() => undefined)
  }
}

/** A write may take only a part: on a disk that is nearly full, or interrupted. */
export async function writeWhole(
  handle: Pick<FileHandle, 'write'>,
  chunk: Uint8Array,
  position: number,
): Promise<void> {
  for (let written = 0; written < chunk.byteLength;) {
    const { bytesWritten } = await handle.write(chunk, written, chunk.byteLength - written, position + written)
    written += bytesWritten
  }
}

/** Waits for writes that an aborted download left behind. */
async function closeQuietly(handle: FileHandle): Promise<void> {
  await handle.close().catch(() => undefined)
}

/** Makes the new name survive a power cut. Not every system can; the file itself is safe either way. */
async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch {
    // Windows opens no folders.
  }
}

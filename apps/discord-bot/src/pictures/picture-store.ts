import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export interface StoredPicture {
  readonly hash: string
  readonly extension: string
}

/** Pictures that were paid for, on disk under the hash of their bytes. */
export interface PictureStore {
  save(bytes: Uint8Array, extension: string): Promise<StoredPicture>
  /** @returns undefined when it is not there (any more) */
  read(picture: StoredPicture): Promise<Uint8Array | undefined>
  /** Deletes those of the given ones that nobody wants any more. */
  forget(hashes: readonly string[], wanted: ReadonlySet<string>): Promise<void>
  /** Deletes what nobody wants any more, but not what was written a moment ago: it is not written down yet. @returns how many */
  sweep(wanted: ReadonlySet<string>, writtenBeforeMs: number): Promise<number>
}

const hashPattern = /^[\da-f]{64}$/
const extensionPattern = /^[a-z]{3,4}$/

export function createPictureStore(folder: string): PictureStore {
  const pathOf = ({ hash, extension }: StoredPicture): string => {
    if (!hashPattern.test(hash) || !extensionPattern.test(extension)) throw new Error('That is no name of a picture.')
    return join(folder, hash.slice(0, 2), `${hash}.${extension}`)
  }
  return {
    async save(bytes, extension) {
      const picture = { hash: createHash('sha256').update(bytes).digest('hex'), extension }
      const path = pathOf(picture)
      const temporary = `${path}.${randomUUID()}.tmp`
      const file = await openNew(temporary)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      // Whoever comes second writes the same bytes.
      await rename(temporary, path)
      return picture
    },
    async read(picture) {
      try {
        return await readFile(pathOf(picture))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async forget(hashes, wanted) {
      for (const path of await filesIn(folder)) {
        const hash = basename(path).slice(0, 64)
        if (hashes.includes(hash) && !wanted.has(hash)) await rm(path, { force: true })
      }
    },
    async sweep(wanted, writtenBeforeMs) {
      let removed = 0
      for (const path of await filesIn(folder)) {
        const hash = basename(path).slice(0, 64)
        if (!hashPattern.test(hash) || wanted.has(hash)) continue
        const { mtimeMs } = await stat(path)
        if (mtimeMs >= writtenBeforeMs) continue
        await rm(path, { force: true })
        removed++
      }
      return removed
    },
  }
}

/** The folder is there but for the first picture of its kind. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    return open(path, 'wx')
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

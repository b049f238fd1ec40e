import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export interface StoredImage {
  readonly hash: string
  readonly extension: string
}

/** Images that were paid for, on disk under the hash of their bytes. */
export interface ImageStore {
  save(bytes: Uint8Array, extension: string): Promise<StoredImage>
  /** @returns undefined when it is not there (any more) */
  read(image: StoredImage): Promise<Uint8Array | undefined>
  /** Deletes these. */
  forget(hashes: readonly string[]): Promise<void>
  /**
   * Deletes what no job wants any more, but not what was written a moment ago: its job may not know it yet.
   * @param wantedOf which of these images a job wants
   * @returns how many
   */
  sweep(wantedOf: (hashes: readonly string[]) => Promise<ReadonlySet<string>>, writtenBeforeMs: number): Promise<number>
}

/** Images that are checked at a time. */
const pageSize = 200
const hashPattern = /^[\da-f]{64}$/
const extensionPattern = /^[a-z]{3,4}$/

export function createImageStore(folder: string): ImageStore {
  const pathOf = ({ hash, extension }: StoredImage): string => {
    if (!hashPattern.test(hash) || !extensionPattern.test(extension))
      throw new Error('That is not the name of an image.')
    return join(folder, hash.slice(0, 2), `${hash}.${extension}`)
  }
  return {
    async save(bytes, extension) {
      const image = { hash: createHash('sha256').update(bytes).digest('hex'), extension }
      const path = pathOf(image)
      const temporary = `${path}.${randomUUID()}.tmp`
      const file = await openNew(temporary)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      // The second writer writes the same bytes.
      await rename(temporary, path)
      return image
    },
    async read(image) {
      try {
        return await readFile(pathOf(image))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async forget(hashes) {
      for (const hash of hashes) {
        for (const path of await filesIn(join(folder, hash.slice(0, 2)))) {
          if (hashIn(path) === hash) await rm(path, { force: true })
        }
      }
    },
    async sweep(wantedOf, writtenBeforeMs) {
      let removed = 0
      const paths = (await filesIn(folder)).filter((path) => hashPattern.test(hashIn(path)))
      for (let start = 0; start < paths.length; start += pageSize) {
        const page = paths.slice(start, start + pageSize)
        const wanted = await wantedOf(page.map(hashIn))
        for (const path of page) {
          if (wanted.has(hashIn(path)) || (await writtenAtMs(path)) >= writtenBeforeMs) continue
          await rm(path, { force: true })
          removed++
        }
      }
      return removed
    },
  }
}

/** The folder is there but for the first image of its kind. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    return open(path, 'wx')
  }
}

/** Other files have names of other lengths. */
function hashIn(path: string): string {
  return basename(path).slice(0, 64)
}

/** One that another process has just deleted is as old as can be. */
async function writtenAtMs(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

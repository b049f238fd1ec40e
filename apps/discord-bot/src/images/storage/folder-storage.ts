import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import {
  type ListedObject,
  maxObjectBytes,
  type ObjectStorage,
  StorageError,
  unfinishedSuffix,
} from './object-storage.ts'

/** Files of a folder, which may be shared by several machines (NFS, SMB): a rename there is one step, as it is on a disk. */
export function createFolderStorage(folder: string, maxBytes: number = maxObjectBytes): ObjectStorage {
  const pathOf = (key: string): string => join(folder, key)
  return {
    name: folder,
    async put(key, bytes) {
      const path = pathOf(key)
      const temporary = `${path}.${randomUUID()}${unfinishedSuffix}`
      try {
        const file = await openNew(temporary)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        // The second writer of an image writes the same bytes.
        await rename(temporary, path)
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined)
        throw error
      }
      await syncFolder(dirname(path))
    },
    get: (key) => readWhole(pathOf(key), maxBytes),
    remove: (key) => rm(pathOf(key), { force: true }),
    async *list(prefix) {
      const inside = prefix === '' ? ['', ...(await foldersIn(folder))] : [posix.dirname(`${prefix}*`)]
      for (const inner of inside) {
        const page = await listFolder(folder, inner, prefix)
        if (page.length > 0) yield page
      }
    },
  }
}

/** The folder is there except for the first file in it. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    return open(path, 'wx')
  }
}

/** Makes the new name survive a power cut. Not every system can; the bytes are safe either way. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch {
    // Windows opens no folders.
  }
}

async function readWhole(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      if (size > maxBytes) throw new StorageError(`${path} has ${size} bytes, and images have ${maxBytes} at most.`)
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    // ESTALE: on NFS, another machine has deleted the file while it was open here.
    if (['ENOENT', 'ESTALE'].includes(codeOf(error))) return undefined
    throw error
  }
}

async function listFolder(root: string, inner: string, prefix: string): Promise<ListedObject[]> {
  const entries = await readdir(join(root, inner), { withFileTypes: true }).catch(emptyIfAbsent)
  const keys = entries.filter((entry) => entry.isFile()).map(({ name }) => posix.join(inner, name))
  return Promise.all(
    keys
      .filter((key) => key.startsWith(prefix))
      .map(async (key) => ({ key, writtenAtMs: await writtenAtMs(join(root, key)) })),
  )
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(emptyIfAbsent)
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

function emptyIfAbsent(error: unknown): [] {
  if (codeOf(error) === 'ENOENT') return []
  throw error
}

/** A file that another process has just deleted is as old as can be. */
async function writtenAtMs(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}

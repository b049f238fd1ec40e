import { randomUUID } from 'node:crypto'
import { link, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { patiently } from './patiently.ts'

// Records hold prompts: folders are 0700 and files 0600, for their owner only.

/** Makes a folder, and those above it, for its owner only. */
export function makeFolder(folder: string): Promise<unknown> {
  return mkdir(folder, { recursive: true, mode: 0o700 })
}

/** A new file that is on the disk when this resolves, though its name may not be. */
export async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Replaces a file as a whole: readers see the old or the new content, also after a crash or a power cut. */
export async function replace(path: string, text: string): Promise<void> {
  await withTemporary(path, text, (temporary) => move(temporary, path))
}

/**
 * Creates a file with its content in one step, unless it exists.
 *
 * @returns false when there is one
 */
export async function createWhole(path: string, text: string): Promise<boolean> {
  try {
    await withTemporary(path, text, (temporary) => linkOrCreate(temporary, path, text))
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** What file systems without hard links answer: FAT, some network and container mounts. */
const noLinks: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EINVAL',
])

async function linkOrCreate(temporary: string, path: string, text: string): Promise<void> {
  try {
    await link(temporary, path)
  } catch (error) {
    if (!noLinks.has(codeOf(error))) throw error
    await writeNew(path, text)
  }
}

async function withTemporary(path: string, text: string, use: (temporary: string) => Promise<void>): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `.${randomUUID()}.tmp`)
  try {
    await writeNew(temporary, text)
    await use(temporary)
    await syncFolder(folder)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Makes a new name survive a power cut. Windows can't open folders, and doesn't need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** @returns `undefined` when there is no such file */
export function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(ignoreMissing)
}

/** @returns `undefined` when there is no such folder */
export function namesIn(folder: string): Promise<readonly string[] | undefined> {
  return readdir(folder).catch(ignoreMissing)
}

export function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** @returns false when there is no such file */
export async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await move(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

function move(from: string, to: string): Promise<void> {
  return patiently(() => rename(from, to))
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}

function ignoreMissing(error: unknown): undefined {
  // ENOTDIR: a file stands where a folder should be.
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
  throw error
}

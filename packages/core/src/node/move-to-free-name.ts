import { link, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** `name.png`, `name-2.png`, … up to this number; a folder with more of one name has another problem. */
const maxNumber = 9999
/** What file systems without hard links answer: FAT, some network and container mounts. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EACCES', 'UNKNOWN'])

/** The steps of the file system that placing needs, so that tests can take links away. */
export interface MoveSteps {
  link(from: string, to: string): Promise<void>
}

/** Files that were written no earlier, in milliseconds since the Unix epoch. */
export interface WrittenSince {
  readonly sinceMs: number
}

/** How a file is placed. */
export interface MoveOptions {
  /** A file with one of the names and the same bytes is taken for the one to place; or only if it was written since then. */
  readonly reusesSame?: boolean | WrittenSince
  readonly steps?: MoveSteps | undefined
}

/**
 * Puts a finished file to `<name>.<extension>` in the same folder, or to the next free `<name>-2`, `<name>-3`…. Whole or
 * not at all, and never over another file, even when others write there: a hard link fails where a name is taken.
 * @returns the path; removing what may be left of `from` is up to the caller
 */
export async function moveToFreeName(
  from: string,
  directory: string,
  name: string,
  extension: string,
  { reusesSame = false, steps = { link } }: MoveOptions = {},
): Promise<string> {
  for (let number = 1; number <= maxNumber; number++) {
    const path = join(directory, `${name}${number === 1 ? '' : `-${number}`}.${extension}`)
    try {
      await linkOrReserve(from, path, steps)
      return path
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      if (reusesSame !== false && (await isLeftover(from, path, reusesSame))) return path
    }
  }
  throw Object.assign(new Error('Every numbered name is taken.'), { code: 'ENONAME' })
}

/** What can't be read is another file. */
async function isLeftover(one: string, other: string, rule: true | WrittenSince): Promise<boolean> {
  try {
    const [{ size }, { size: otherSize, mtimeMs }] = await Promise.all([stat(one), stat(other)])
    if (size !== otherSize || (rule !== true && mtimeMs < rule.sinceMs)) return false
    const [bytes, otherBytes] = await Promise.all([readFile(one), readFile(other)])
    return bytes.equals(otherBytes)
  } catch {
    return false
  }
}

async function linkOrReserve(from: string, path: string, steps: MoveSteps): Promise<void> {
  try {
    await steps.link(from, path)
  } catch (error) {
    if (!noLinks.has(codeOf(error) ?? '')) throw error
    await reserveAndRename(from, path)
  }
}

/** Takes the name with a separate empty file, which renaming then replaces atomically: no half image is ever visible. */
async function reserveAndRename(from: string, path: string): Promise<void> {
  await (await open(path, 'wx')).close()
  try {
    await rename(from, path)
  } catch (error) {
    await unlink(path).catch(() => undefined)
    throw error
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}

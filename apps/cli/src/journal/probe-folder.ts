import { randomUUID } from 'node:crypto'
import { mkdir, open, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exitCodes } from '../errors/exit-codes.ts'
import { ProgramError } from '../errors/program-error.ts'
import { fileErrorCode } from '../settings/file-error.ts'

/**
 * Finds out whether files can be written to a folder, before money is spent on them. Leaves nothing behind: a folder that
 * doesn't exist yet is made with the first image.
 * @throws {ProgramError} when they cannot
 */
export async function probeFolder(folder: string): Promise<void> {
  try {
    const firstMade = await mkdir(folder, { recursive: true })
    try {
      await probeFile(join(folder, `.fluxkit-${randomUUID()}`))
    } finally {
      if (firstMade !== undefined) await removeEmpty(folder, firstMade)
    }
  } catch (cause) {
    throw new ProgramError(
      'folder_not_writable',
      exitCodes.unexpected,
      ({ t }) => t('fault.folder', { folder, code: fileErrorCode(cause) }),
      ({ t }) => t('fault.folderAdvice'),
      { cause },
    )
  }
}

async function probeFile(path: string): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile('probe')
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
}

/** Removes folders from the inner one outwards, as long as they are empty. */
async function removeEmpty(folder: string, last: string): Promise<void> {
  try {
    for (let path = folder; path.startsWith(last); path = dirname(path)) await rmdir(path)
  } catch {
    // Another process uses it by now.
  }
}

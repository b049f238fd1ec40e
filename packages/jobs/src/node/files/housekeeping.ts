import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { namesIn, readIfThere } from './disk.ts'
import { readSign } from './holders.ts'

const dayMs = 86_400_000

/**
 * Removes what crashes leave behind: signs of holders that hold nothing and have shown no life for a week, and folders
 * of jobs that were never finished.
 *
 * @param used Holders that hold something.
 */
export async function tidyUp(folder: string, used: ReadonlySet<string>, nowMs: number): Promise<void> {
  for (const name of (await namesIn(join(folder, 'holders'))) ?? []) {
    if (used.has(name.replace(/\.json$/, ''))) continue
    const path = join(folder, 'holders', name)
    const sign = readSign((await readIfThere(path)) ?? '')
    const isOld = sign ? Math.abs(nowMs - sign.atMs) > 7 * dayMs : await isOlderThanADay(path)
    if (isOld) await rm(path, { force: true })
  }
  for (const name of (await namesIn(join(folder, 'jobs'))) ?? []) {
    const path = join(folder, 'jobs', name)
    if (name.startsWith('.') && (await isOlderThanADay(path))) await rm(path, { recursive: true, force: true })
  }
}

async function isOlderThanADay(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined)
  return info !== undefined && Date.now() - info.mtimeMs > dayMs
}

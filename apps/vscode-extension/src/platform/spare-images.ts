import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DownloadedImage } from '@fluxkit/core'
import { identifyImage } from '@fluxkit/core/images'
import { digest } from './digest.ts'

/** So long an image waits for a folder that can be written. */
const keptForMs = 30 * 86_400_000

/** Keeps an image that could not be saved where it belongs: its link may have expired when it can be. */
export async function saveSpare(
  folder: string,
  url: string,
  bytes: Uint8Array,
  nowMs: number = Date.now(),
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = pathOf(folder, url)
  const part = `${path}.${crypto.randomUUID().slice(0, 8)}`
  await writeFile(part, bytes, { mode: 0o600 })
  await rename(part, path)
  for (const name of await readdir(folder)) {
    const other = join(folder, name)
    if (nowMs - (await stat(other)).mtimeMs > keptForMs) await rm(other, { force: true })
  }
}

/**
 * The image that was kept for a link that can't be downloaded any more.
 *
 * @throws `error`, why it can't be, when none was kept
 */
export async function spareOf(folder: string, url: string, error: unknown): Promise<DownloadedImage> {
  const bytes = await readFile(pathOf(folder, url)).catch(() => undefined)
  const image = bytes && identifyImage(bytes)
  if (bytes === undefined || !image?.complete) throw error
  return { ...image, url, bytes: new Uint8Array(bytes) }
}

function pathOf(folder: string, url: string): string {
  return join(folder, digest(url))
}

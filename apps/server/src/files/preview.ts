import { readFile, stat } from 'node:fs/promises'
import type sharp from 'sharp'

/** A small version of an image, for an agent to see. */
export interface Preview {
  readonly base64: string
  readonly mimeType: 'image/jpeg'
}

/** Larger ones only fill the context of the agent. Source: server.md. */
const maxSide = 1024
const quality = 78
/** The largest model makes 4 megapixels; far more than that is an attack. */
const maxInputPixels = 100_000_000
const maxInputBytes = 64_000_000

/** Loaded with the first image: it takes 30 MB. */
async function loadSharp(): Promise<typeof sharp> {
  const { default: draw } = await import('sharp')
  draw.cache(false)
  draw.concurrency(1)
  return draw
}

/**
 * A preview of an image file, at most 1024 pixels wide and high.
 *
 * @returns `undefined` where there is no such file or sharp can't read it: the path and the link are still there
 */
export async function previewOf(path: string): Promise<Preview | undefined> {
  try {
    if ((await stat(path)).size > maxInputBytes) return undefined
    const draw = await loadSharp()
    const bytes = await draw(await readFile(path), { limitInputPixels: maxInputPixels })
      .rotate()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality })
      .toBuffer()
    return { base64: bytes.toString('base64'), mimeType: 'image/jpeg' }
  } catch {
    return undefined
  }
}

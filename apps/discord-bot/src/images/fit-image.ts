// Loaded with the program: an update may replace the files before the first image comes that is too large.
import pLimit from 'p-limit'
import sharp from 'sharp'

export interface FittedImage {
  readonly bytes: Uint8Array
  readonly extension: string
}

/** The largest model makes 4 megapixels; far more than that is an attack. Each takes some ten bytes in memory. */
export const maxInputPixels = 25_000_000
const limit = pLimit(1)

/**
 * Works on an image when its turn has come: several results come at once, each with up to four images.
 * One thread, nothing kept: memory and cores belong to the answers.
 */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  return limit(() => {
    sharp.cache(false)
    sharp.concurrency(1)
    return work()
  })
}

const qualities = [90, 80, 65]
const scales = [0.75, 0.5, 0.35]

/**
 * Brings an image under a limit: recompressed as WebP first, then scaled.
 * @returns the same bytes when they fit; undefined when nothing helps
 */
export async function fitImage(image: FittedImage, maxBytes: number): Promise<FittedImage | undefined> {
  if (image.bytes.byteLength <= maxBytes) return image
  return oneAtATime(() => shrink(image, maxBytes))
}

async function shrink(image: FittedImage, maxBytes: number): Promise<FittedImage | undefined> {
  try {
    const source = sharp(image.bytes, { limitInputPixels: maxInputPixels })
    const { width } = await source.metadata()
    const tries = [
      ...qualities.map((quality) => ({ quality, scale: 1 })),
      ...scales.map((scale) => ({ quality: 80, scale })),
    ]
    for (const { quality, scale } of tries) {
      const sized =
        scale === 1 ? source.clone() : source.clone().resize({ width: Math.max(1, Math.round(width * scale)) })
      const bytes = await sized.webp({ quality, effort: 2 }).toBuffer()
      if (bytes.byteLength <= maxBytes) return { bytes, extension: 'webp' }
    }
  } catch {
    // Bytes that sharp cannot read can still be linked.
  }
  return undefined
}

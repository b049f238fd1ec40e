import sharp from 'sharp'
import { maxInputPixels, oneAtATime } from './fit-image.ts'

/** Twice what Discord shows beside a text. */
const sidePx = 192

/** A small WebP of an image. @returns undefined for bytes that can't be read */
export async function makeThumbnail(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  return oneAtATime(async () => {
    try {
      const source = sharp(bytes, { limitInputPixels: maxInputPixels })
      return await source
        .resize({ width: sidePx, height: sidePx, fit: 'inside' })
        .webp({ quality: 75, effort: 2 })
        .toBuffer()
    } catch {
      return undefined
    }
  })
}

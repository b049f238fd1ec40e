import type { Pixels } from '../draw/index.ts'
import { createPixels } from '../draw/tools/pixels.ts'
import { identify } from './identify.ts'

/** Decoding is plain script: past this a sandbox would stop for seconds. */
const maxPixels = 40_000_000

interface Decoded {
  readonly width: number
  readonly height: number
  readonly data: ArrayLike<number>
  readonly channels: number
  /** Largest value of a sample. */
  readonly max: number
}

async function decodePng(bytes: Uint8Array): Promise<Decoded> {
  const { decode, convertIndexedToRgb } = await import('fast-png')
  const png = decode(bytes)
  if (png.palette) {
    return {
      width: png.width,
      height: png.height,
      data: convertIndexedToRgb(png),
      channels: png.palette[0]?.length ?? 3,
      max: 255,
    }
  }
  return { ...png, max: 2 ** Math.max(8, png.depth) - 1 }
}

async function decodeJpeg(bytes: Uint8Array): Promise<Decoded> {
  const { default: jpeg } = await import('jpeg-js')
  const image = jpeg.decode(bytes, {
    useTArray: true,
    maxResolutionInMP: maxPixels / 1_000_000,
    maxMemoryUsageInMB: 1_024,
  })
  return { ...image, channels: 4, max: 255 }
}

async function decodeWebp(bytes: Uint8Array): Promise<Decoded> {
  const { decodeWebpBytes } = await import('./decode-webp.ts')
  const image = await decodeWebpBytes(bytes)
  return { width: image.width, height: image.height, data: image.data, channels: 4, max: 255 }
}

/** PNG header and WebP canvas carry the size before anything is unpacked. */
function assertModest(width: number, height: number): void {
  if (!(width > 0 && height > 0 && width * height <= maxPixels)) throw new RangeError('image too large')
}

function pngSize(bytes: Uint8Array): [number, number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return [view.getUint32(16), view.getUint32(20)]
}

function toRgb({ width, height, data, channels, max }: Decoded): Pixels {
  const pixels = createPixels(width, height)
  const scale = 255 / max
  const isGrey = channels < 3
  const hasAlpha = channels === 2 || channels === 4
  for (let index = 0; index < width * height; index++) {
    const from = index * channels
    const alpha = hasAlpha ? (data[from + channels - 1] ?? max) / max : 1
    for (let channel = 0; channel < 3; channel++) {
      const value = (data[isGrey ? from : from + channel] ?? 0) * scale
      // Transparency becomes white, as most services have it.
      pixels.data[index * 3 + channel] = value * alpha + 255 * (1 - alpha)
    }
  }
  return pixels
}

/**
 * Decodes PNG, JPEG and WebP.
 * @throws for other types and for bytes that are not what they say
 */
export async function decodeImage(bytes: Uint8Array): Promise<Pixels> {
  const type = identify(bytes)
  if (type === 'png') assertModest(...pngSize(bytes))
  const decode = { png: decodePng, jpeg: decodeJpeg, webp: decodeWebp, gif: undefined }[type ?? 'gif']
  if (!decode) throw new TypeError(`cannot decode ${type ?? 'this'}`)
  const decoded = await decode(bytes)
  assertModest(decoded.width, decoded.height)
  return toRgb(decoded)
}

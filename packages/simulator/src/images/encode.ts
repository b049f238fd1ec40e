import type { ImageType } from '../contract/editions/image-names.ts'
import type { Pixels } from '../draw/index.ts'
import { encodePng } from '../draw/png.ts'
import { fastDeflate } from './fast-deflate.ts'
import { toRgba } from './rgba.ts'

export async function encodeJpeg(pixels: Pixels): Promise<Uint8Array> {
  const { default: jpeg } = await import('jpeg-js')
  const { width, height } = pixels
  return new Uint8Array(jpeg.encode({ width, height, data: toRgba(pixels) }, 85).data)
}

export function encodeImage(pixels: Pixels, type: ImageType): Promise<Uint8Array> {
  return type === 'jpeg' ? encodeJpeg(pixels) : encodePng(pixels, fastDeflate)
}

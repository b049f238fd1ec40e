import { paint } from '../draw/index.ts'
import { toRgba } from './rgba.ts'

/** A small JPEG, for an answer that calls it a PNG. */
export async function sampleJpeg(): Promise<Uint8Array> {
  const { default: jpeg } = await import('jpeg-js')
  const pixels = paint({ prompt: 'JPEG bytes', model: 'flux-dev', seed: 7, width: 256, height: 256 })
  return new Uint8Array(jpeg.encode({ width: pixels.width, height: pixels.height, data: toRgba(pixels) }, 85).data)
}

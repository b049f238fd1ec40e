import { paint } from '../draw/index.ts'
import { encodeJpeg } from './encode.ts'

/** A small JPEG, for an answer that calls it a PNG. */
export function sampleJpeg(): Promise<Uint8Array> {
  return encodeJpeg(paint({ prompt: 'JPEG bytes', model: 'flux-dev', seed: 7, width: 256, height: 256 }))
}

import { displayedSize } from '@fluxkit/core/images'
import { readImageFile } from '@fluxkit/core/node'
import { hashOfBytes } from './job-key.ts'

/** A local image to edit. */
export interface InputImage {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Only tells uploads apart: the file's own name may say more than its owner wants to publish. */
  readonly name: string
  /** SHA-256 of the bytes. */
  readonly hash: string
  /** In pixels, as it is displayed. */
  readonly width: number
  readonly height: number
}

/** @param source a path that may be read, or bytes @throws {InvalidRequestError} when it isn't a whole image */
export async function readInput(source: string | Uint8Array): Promise<InputImage> {
  const { bytes, image } = await readImageFile(source)
  return { bytes, name: 'image', hash: hashOfBytes(bytes), ...displayedSize(image) }
}

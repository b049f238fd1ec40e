import type { Bytes } from '../http/bytes.ts'
import { type DownloadOptions, fetchImage, type FetchedImage, type ImageNetwork } from './fetch-image.ts'

export type { DownloadOptions }

/** An image in memory, identified by its bytes. */
export interface DownloadedImage extends Omit<FetchedImage, 'byteLength'> {
  readonly bytes: Bytes
}

/**
 * Downloads an image into memory, under the limits of {@link fetchImage}.
 * @throws {UnsafeUrlError} {ImageDownloadError} {ConnectionError} {AbortedError}
 */
export async function downloadImage(
  network: ImageNetwork,
  link: string | URL,
  options?: DownloadOptions,
): Promise<DownloadedImage> {
  let chunks: Uint8Array[] = []
  const sink = { reset: () => void (chunks = []), write: (chunk: Uint8Array) => void chunks.push(chunk) }
  const { byteLength, ...image } = await fetchImage(network, link, sink, options)
  const bytes = new Uint8Array(byteLength)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return { ...image, bytes }
}

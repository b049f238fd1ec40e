import { resolve } from 'node:path'
import { isFluxError } from '../errors/is-flux-error.ts'
import { ImageDownloadError } from '../errors/image-errors.ts'
import { assertValid } from '../errors/request-errors.ts'
import { type DownloadOptions, fetchImage, type FetchedImage, type ImageNetwork } from '../images/fetch-image.ts'
import { identifyImage } from '../images/scan-image.ts'
import { diskFailure } from './disk-failure.ts'
import { safeFileName } from './safe-file-name.ts'
import { type TempFile, withTempFile } from './temp-file.ts'

/** An image on disk. */
export interface SavedImage extends Omit<FetchedImage, 'url' | 'extension'> {
  /** Absolute. */
  readonly path: string
}

/** Where an image goes. */
export interface SaveTarget {
  /** Made if it does not exist. */
  readonly directory: string
  /** A file name without extension, made safe by {@link safeFileName}; the extension follows the bytes. */
  readonly name: string
}

/** Limits of a download to disk, and where it goes. */
export interface SaveOptions extends SaveTarget, DownloadOptions {}

/**
 * Downloads an image to `<directory>/<name>.<extension>`, or to the next free `<name>-2`…; never over another file, and
 * never half: it is written under another name, flushed and moved. Memory stays at a few chunks.
 * @throws {SaveError} when the disk fails, and what downloading throws
 */
export async function saveImage(network: ImageNetwork, link: string | URL, options: SaveOptions): Promise<SavedImage> {
  return save(options, options.taskId, (file) => fetchImage(network, link, file, options))
}

/** Where an image in memory goes, and for which task. */
export interface WriteImageOptions extends SaveTarget {
  readonly taskId?: string | undefined
  /**
   * A file with one of the names and the same bytes is returned instead of a copy under a further name. For bytes that
   * only this image can have, such as those with its task id: a program that crashed after writing them writes again. With
   * `sinceMs`, milliseconds since the Unix epoch, only a file that was written no earlier.
   */
  readonly reusesSame?: boolean | { readonly sinceMs: number }
}

/**
 * Writes an image that is in memory, with the guarantees of `images.save`.
 * @throws {SaveError} {ImageDownloadError} when the bytes are not a whole image
 */
export async function writeImage(bytes: Uint8Array, options: WriteImageOptions): Promise<SavedImage> {
  const { taskId } = options
  const scan = identifyImage(bytes)
  if (!scan) throw new ImageDownloadError('not_an_image', "The bytes aren't in a known image format.", { taskId })
  if (!scan.complete) throw new ImageDownloadError('image_truncated', 'Bytes of the image are missing.', { taskId })
  return save(options, taskId, async (file) => {
    await file.write(bytes)
    return { ...scan, byteLength: bytes.byteLength }
  })
}

async function save(
  { directory, name, reusesSame = false }: SaveTarget & Pick<WriteImageOptions, 'reusesSame'>,
  taskId: string | undefined,
  fill: (file: Pick<TempFile, 'reset' | 'write'>) => Promise<Omit<FetchedImage, 'url'>>,
): Promise<SavedImage> {
  const missing = Object.entries({ directory, name }).filter(([, value]) => typeof value !== 'string')
  assertValid(
    missing.map(([field]) => ({ field, message: `${field}: must be text` })),
    { taskId, charged: 'yes' },
  )
  const folder = resolve(directory)
  try {
    return await withTempFile(folder, async (file) => {
      const { byteLength, format, mimeType, extension, width, height } = await fill(file)
      const path = await file.moveTo(safeFileName(name), extension, { reusesSame })
      return { path, byteLength, format, mimeType, width, height }
    })
  } catch (error) {
    throw isFluxError(error) ? error : diskFailure(error, folder, taskId)
  }
}

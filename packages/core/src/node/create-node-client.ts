import { buildClient } from '../client/create-client.ts'
import { readSettings } from '../client/settings.ts'
import { flag } from '../client/field-readers.ts'
import type { FluxClientOptions } from '../client/options.ts'
import type { FluxClient, ImagesClient } from '../client/types.ts'
import type { UploadInput } from '../client/upload-input.ts'
import { measureLink } from '../images/measure-link.ts'
import { readImagePath } from './read-image-path.ts'
import { type SavedImage, saveImage, type SaveOptions } from './save-image.ts'
import { undiciTransport } from './undici-transport.ts'

/** Options of a client in Node: those of every client, and what undici can do. */
export interface NodeFluxClientOptions extends FluxClientOptions {
  /**
   * Lets an edit that names neither `size` nor `imageSize` read the first bytes of its image's link, at most 3 s, to keep
   * its shape; the edit never fails because of it. Default true. Turn it off where strangers choose the links.
   */
  readonly measureInputImages?: boolean | undefined
}

/** Downloads into memory or onto the disk. */
export interface NodeImagesClient extends ImagesClient {
  /**
   * Streams an image to disk: never over another file, never half, named by its bytes.
   * @throws {SaveError} {ImageDownloadError} {UnsafeUrlError} {AbortedError}
   */
  save(url: string, options: SaveOptions): Promise<SavedImage>
}

/** Takes the path of a file wherever an image is uploaded. */
export interface NodeFluxClient extends FluxClient<UploadInput | string> {
  readonly images: NodeImagesClient
}

const measureTimeoutMs = 3_000

/**
 * A client on undici with connections and time limits of its own, which honours `HTTPS_PROXY` and `NO_PROXY`.
 * Pass `fetch` or `transport` to use something else.
 * @throws {InvalidRequestError} that names every option that is wrong
 */
export function createFluxClient(options: NodeFluxClientOptions = {}): NodeFluxClient {
  const own = undiciTransport()
  const settings = readSettings(options, { transport: own, options: { measureInputImages: flag } })
  const { network, baseUrl } = settings
  const { measureInputImages = true } = options
  const flux = buildClient(settings, {
    readFile: readImagePath,
    saveImage,
    ...(measureInputImages && {
      measureLink: (link, signal) => measureLink(network, baseUrl, link, { timeoutMs: measureTimeoutMs, signal }),
    }),
  }) as NodeFluxClient

  async function close(): Promise<void> {
    await flux.close()
    await own.close()
  }

  return { ...flux, close, [Symbol.asyncDispose]: close }
}

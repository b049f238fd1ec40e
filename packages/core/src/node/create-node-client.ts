import { buildClient } from '../client/create-client.ts'
import { readSettings } from '../client/settings.ts'
import type { FluxClient, FluxClientOptions, ImagesClient } from '../client/types.ts'
import { type SavedImage, saveImage, type SaveOptions } from './save-image.ts'
import { undiciTransport } from './undici-transport.ts'

export interface NodeImagesClient extends ImagesClient {
  /**
   * Streams a picture to disk: never over another file, never half, named by its bytes.
   * @throws {SaveError} {ImageDownloadError} {UnsafeUrlError} {AbortedError}
   */
  save(url: string, options: SaveOptions): Promise<SavedImage>
}

export interface NodeFluxClient extends FluxClient {
  readonly images: NodeImagesClient
}

/**
 * A client on undici with connections and time limits of its own, which honours `HTTPS_PROXY` and `NO_PROXY`.
 * Pass `transport` to use something else.
 * @throws {InvalidRequestError} that names every option that is wrong
 */
export function createFluxClient(options: FluxClientOptions = {}): NodeFluxClient {
  const own = options.transport || options.fetch ? undefined : undiciTransport()
  const settings = readSettings({ ...options, transport: options.transport ?? own })
  const flux = buildClient(settings, options)
  const { network, baseUrl, retry } = settings

  async function close(): Promise<void> {
    await flux.close()
    await own?.close()
  }

  return {
    ...flux,
    images: {
      ...flux.images,
      save: (url, saveOptions) => saveImage({ ...network, baseUrl, retry }, url, saveOptions),
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

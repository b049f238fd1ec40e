import { invalidArgument } from '../errors/request-errors.ts'
import type { FluxErrorDetails } from '../errors/flux-error.ts'
import type { ImageNetwork } from '../images/fetch-image.ts'
import type { DownloadOptions } from '../images/download-image.ts'
import type { Service } from './service.ts'

const about: FluxErrorDetails = { charged: 'yes' }

/** Fetches an image that is paid for, as every error of it says. */
export function paidDownload<Options extends DownloadOptions, T>(
  { settings: { network, baseUrl, retry }, call }: Service,
  fetchImage: (network: ImageNetwork, link: string, options: Options) => Promise<T>,
): (link: string, options?: Options) => Promise<T> {
  return async (link, given) => {
    const text = typeof link === 'string' ? link : (link as Partial<URL> | null | undefined)?.href
    if (typeof text !== 'string') throw invalidArgument('url', 'must be the link of an image', about)
    return call(given, (options) => fetchImage({ ...network, baseUrl, retry }, text, options), about)
  }
}

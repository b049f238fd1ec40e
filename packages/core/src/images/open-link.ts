import type { FluxErrorDetails } from '../errors/flux-error.ts'
import { ImageDownloadError, UnsafeUrlError } from '../errors/image-errors.ts'
import type { Network } from '../http/exchange.ts'
import type { TransportResponse } from '../http/transport.ts'
import { imageUrlProblem, isLocalLink } from './image-url.ts'
import { privateAddressCode } from './public-address.ts'

/** An answer that is no redirect, its body unread. */
export interface OpenedLink {
  readonly response: TransportResponse
  /** Where the redirects led. */
  readonly url: URL
  /** Frees the connection, whether or not the body was read. */
  close(): void
}

const maxRedirects = 5
/** Deep enough for transport error → undici → AggregateError → lookup error. */
const maxCauses = 5

/**
 * Asks for a link from outside, following redirects, each judged like the first. Sends no credentials.
 * @param baseUrl the configured address of the service
 * @throws {UnsafeUrlError} {ImageDownloadError} when redirects lead nowhere, or what the transport throws
 */
export async function openLink(
  { transport }: Pick<Network, 'transport'>,
  baseUrl: URL,
  link: URL,
  place: FluxErrorDetails,
  signal: AbortSignal,
): Promise<OpenedLink> {
  let url = link
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const here = { ...place, url }
    const problem = imageUrlProblem(url, baseUrl)
    if (problem) throw new UnsafeUrlError(redirects ? `A redirect is not followed. ${problem}` : problem, here)
    const hop = new AbortController()
    const response = await transport({
      method: 'GET',
      url,
      headers: { accept: 'image/*' },
      signal: AbortSignal.any([signal, hop.signal]),
      // The rule above has let a link to this machine pass because the service is there too.
      network: isLocalLink(url, baseUrl) ? 'api' : 'public',
    }).catch((error: unknown) => {
      if (!isPrivateAddress(error)) throw error
      throw new UnsafeUrlError('The link leads to an address that is not public.', { ...here, cause: error })
    })
    const location = response.header('location')
    if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) {
      return { response, url, close: () => hop.abort() }
    }
    hop.abort()
    if (!URL.canParse(location, url)) throw new UnsafeUrlError('The link redirects to what is no URL.', here)
    url = new URL(location, url)
  }
  throw new ImageDownloadError('image_unavailable', `The link redirects more than ${maxRedirects} times.`, {
    ...place,
    url,
    retryable: false,
  })
}

/** Has a transport refused to connect because the name leads to a private address? */
function isPrivateAddress(error: unknown): boolean {
  for (let depth = 0, each = error; depth < maxCauses && each instanceof Error; depth++, each = each.cause) {
    if ((each as { code?: unknown }).code === privateAddressCode) return true
  }
  return false
}

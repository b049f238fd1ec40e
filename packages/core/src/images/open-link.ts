import type { FluxErrorDetails } from '../errors/flux-error.ts'
import { ImageDownloadError, UnsafeUrlError } from '../errors/image-errors.ts'
import { joinSignals } from '../http/join-signals.ts'
import type { Transport, TransportResponse } from '../http/transport.ts'
import { imageUrlProblem, isLocalLink, privateProblem } from './image-url.ts'
import { privateAddressCode } from './public-address.ts'

/** An answer that is not a redirect, its body unread. */
export interface OpenedLink {
  readonly response: TransportResponse
  /** Where the redirects led. */
  readonly url: URL
  /** Frees the connection, whether or not the body was read. */
  close(): void
}

const maxRedirects = 5

/**
 * Asks for a link from outside, following redirects, each checked like the first. Sends no credentials.
 * @param baseUrl the configured address of the service
 * @throws {UnsafeUrlError} {ImageDownloadError} when redirects do not end, or what the transport throws
 */
export async function openLink(
  transport: Transport,
  baseUrl: URL,
  link: URL | string,
  context: FluxErrorDetails,
  signal: AbortSignal,
): Promise<OpenedLink> {
  let next = link
  let base: URL | undefined
  // Other failures advise to fetch the link again, which here would be refused again.
  const { advice: _, ...refusal } = context
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    if (!URL.canParse(next, base)) throw new UnsafeUrlError('The link is not a URL.', { ...refusal, url: next })
    const url = new URL(next, base)
    const problem = imageUrlProblem(url, baseUrl)
    if (problem) throw new UnsafeUrlError(problem, { ...refusal, url })
    const hop = joinSignals([signal])
    const response = await transport({
      method: 'GET',
      url,
      headers: { accept: 'image/*' },
      signal: hop.signal,
      // The rule above lets a link to this machine pass only when the service is there too.
      network: isLocalLink(url, baseUrl) ? 'api' : 'public',
    }).catch((cause: unknown) => {
      hop.leave()
      throw isPrivateAddress(cause) ? new UnsafeUrlError(privateProblem, { ...refusal, url, cause }) : cause
    })
    const location = response.header('location')
    if (response.status < 300 || response.status >= 400 || location === undefined) {
      return { response, url, close: () => hop.abort() }
    }
    hop.abort()
    next = location
    base = url
  }
  throw new ImageDownloadError('image_unavailable', 'The link redirects too often.', { ...context, retryable: false })
}

/** Has a transport refused to connect because the name leads to a private address? The depth ends circles of causes. */
function isPrivateAddress(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  return ('code' in error && error.code === privateAddressCode) || isPrivateAddress(error.cause, depth + 1)
}

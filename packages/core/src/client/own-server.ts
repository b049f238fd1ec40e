import type { RequestIssue } from '../contract/request-issue.ts'
import { isLoopback } from '../http/loopback.ts'
import type { Transport } from '../http/transport.ts'

/** The address of the page, where there is one: an address within it is enough for `proxyUrl`. */
function pageUrl(): string | undefined {
  return (globalThis as { location?: { href?: string } }).location?.href
}

/** The address of the application's own server. http is refused except on this machine and where the page itself uses it. */
export function readProxyUrl(text: string, issues: RequestIssue[]): URL | undefined {
  const page = pageUrl()
  const url = URL.canParse(text, page) ? new URL(text, page) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && (isLoopback(url) || isOf(page, url)))
  if (!isSafe) {
    const rule = url ? 'must be https:// (http:// only for loopback)' : 'must be an absolute URL, or a path in a page'
    issues.push({ field: 'proxyUrl', message: `proxyUrl: ${rule}` })
  }
  return url
}

function isOf(page: string | undefined, { origin }: URL): boolean {
  return page !== undefined && new URL(page).origin === origin
}

/**
 * Sends requests for the service to a server of the application, which adds the token. Each carries its own key:
 * browsers repeat a POST automatically when a connection closes before its answer, and the server knows it again.
 */
export function throughOwnServer(transport: Transport, proxyUrl: URL, newKey: () => string = randomKey): Transport {
  return (request) => {
    if (request.method !== 'POST' || !request.url.href.startsWith(proxyUrl.href)) return transport(request)
    const { authorization: _, ...headers } = request.headers
    return transport({ ...request, headers: { ...headers, 'idempotency-key': newKey() } })
  }
}

/** Not `randomUUID`, which pages have over https only. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

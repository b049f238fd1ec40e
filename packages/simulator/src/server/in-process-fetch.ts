import { ConnectionResetError } from '../connection.ts'
import { decodeBody } from '../bodies/decode-body.ts'

type Handler = (request: Request) => Response | Promise<Response>

/** The maximum number of redirects in the fetch standard. */
const maxRedirects = 20

function isRedirect({ status }: Response): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

/** Makes a handler behave like the global `fetch`, including aborts, failures and redirects. */
export function createInProcessFetch(
  handle: Handler,
  closing: AbortSignal,
): (input: Request | string | URL, init?: RequestInit) => Promise<Response> {
  async function send(request: Request): Promise<Response> {
    request.signal.throwIfAborted()
    if (closing.aborted) throw new TypeError('fetch failed', { cause: closing.reason })
    try {
      return await decodeBody(await handle(request))
    } catch (error) {
      request.signal.throwIfAborted()
      if (error instanceof ConnectionResetError) throw new TypeError('fetch failed', { cause: error })
      throw error
    }
  }

  return async (input, init) => {
    let request = new Request(input, init)
    const { redirect, signal } = request
    for (let count = 0; count <= maxRedirects; count++) {
      // Each step depends on the one before.
      const response = await send(request)
      const location = response.headers.get('location')
      if (!isRedirect(response) || location === null || redirect === 'manual') return response
      if (redirect === 'error') break
      // Frees the body before continuing.
      await response.body?.cancel()
      request = new Request(new URL(location, request.url), { headers: request.headers, signal })
    }
    throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
  }
}

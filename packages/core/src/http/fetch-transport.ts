import { detectHostFetch, type HostFetch } from './host-fetch.ts'
import { isMistake } from './mistake.ts'
import { wasSent } from './sent.ts'
import { type Transport, TransportError } from './transport.ts'

/** What the host’s `fetch` does differently. */
export interface FetchTransportOptions {
  /**
   * May answers come through a proxy? Then a bare error page proves nothing about the service. Default: whether the
   * environment names a proxy, and `true` in Deno, where that cannot be seen without a permission.
   */
  readonly viaProxy?: boolean | undefined
}

/**
 * A transport on any `fetch`. In browsers redirects cannot be checked, so an answer that redirects is an error there.
 * @param fetch the host's own; looked up at each call when omitted, so that hosts that replace it are honoured.
 */
export function fetchTransport(fetch?: typeof globalThis.fetch, { viaProxy }: FetchTransportOptions = {}): Transport {
  let host: HostFetch | undefined

  return async ({ method, url, headers, body, signal }) => {
    host ??= detectHostFetch()
    const send = fetch ?? globalThis.fetch
    if (typeof send !== 'function') {
      throw new TransportError('This host has no fetch.', { sent: 'no', mistake: true })
    }
    let response: Response
    try {
      response = await send(url, {
        ...host.init,
        method,
        headers,
        signal,
        redirect: 'manual',
        credentials: 'omit',
        ...(body === undefined ? {} : { body }),
      })
    } catch (cause) {
      const sent = host.isUnconnected(cause) ? 'no' : wasSent(cause)
      throw new TransportError('No answer.', { sent, mistake: isMistake(cause), cause })
    }
    if (response.type === 'opaqueredirect') {
      throw new TransportError('A redirect cannot be checked here.', { sent: 'maybe' })
    }
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: readStream(response.body),
      viaProxy: viaProxy ?? host.mayBeProxied,
    }
  }
}

/** Not every browser lets `for await` walk a stream. */
async function* readStream(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array, void> {
  if (!stream) return
  const reader = stream.getReader()
  let finished = false
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) {
        finished = true
        return
      }
      yield value
    }
  } finally {
    if (!finished) await reader.cancel().catch(() => undefined)
    reader.releaseLock()
  }
}

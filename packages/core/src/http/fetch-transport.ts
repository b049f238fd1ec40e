import { wasSent } from './sent.ts'
import { type Transport, TransportError } from './transport.ts'

/**
 * A transport on any `fetch`. In browsers redirects cannot be looked at, so an answer that redirects is an error there.
 * @param fetch the host's own; looked up at each call when omitted, so that hosts that replace it are honoured.
 */
export function fetchTransport(fetch?: typeof globalThis.fetch): Transport {
  return async ({ method, url, headers, body, signal }) => {
    let response: Response
    try {
      response = await (fetch ?? globalThis.fetch)(url, {
        method,
        headers,
        signal,
        redirect: 'manual',
        credentials: 'omit',
        ...(body === undefined ? {} : { body }),
      })
    } catch (cause) {
      throw new TransportError('No answer.', { sent: wasSent(cause), cause })
    }
    if (response.type === 'opaqueredirect') {
      throw new TransportError('A redirect cannot be checked here.', { sent: 'maybe' })
    }
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: readStream(response.body),
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

import { isLoopback } from '../http/loopback.ts'
import { isMistake } from '../http/mistake.ts'
import { type Transport, TransportError, type TransportRequest } from '../http/transport.ts'
import { decodeBody } from './decode-body.ts'
import { createDispatchers, type Dispatchers } from './undici-dispatchers.ts'
import { exchangeByUndici } from './undici-exchange.ts'
import { userAgent } from './user-agent.ts'

/** Where the proxy settings come from, and what connections are allowed. */
export interface UndiciTransportOptions {
  /** TCP and TLS together. Default 10,000. */
  readonly connectTimeoutMs?: number | undefined
  /** From the request to the last header. Default: none, the client's own deadlines end requests. */
  readonly headersTimeoutMs?: number | undefined
  /** Between two pieces of a body. Default: none for the API, 30,000 for downloads, which can start again. */
  readonly bodyTimeoutMs?: number | undefined
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (any case) are read. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
}

const downloadStallMs = 30_000

/** A transport whose connections can be closed. */
export interface UndiciTransport extends Transport {
  /** Ends all requests and connections. */
  close(): Promise<void>
}

/**
 * A transport on undici with Agents of its own: keep-alive, its own time limits, proxies from the environment, HTTP/1.1
 * only. The process-wide dispatcher is neither used nor changed, and undici is loaded with the first request.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): UndiciTransport {
  const { connectTimeoutMs = 10_000, headersTimeoutMs = 0, bodyTimeoutMs } = options
  let loading: Promise<Dispatchers> | undefined
  let closed = false

  const transport = async ({ method, url, headers, body, signal, network }: TransportRequest) => {
    const dispatchers = await (loading ??= createDispatchers({ connectTimeoutMs, env: options.env ?? process.env }))
    if (closed) throw new TransportError('The transport is closed.', { sent: 'no' })
    const { origin, pathname, search } = url
    const request = {
      origin,
      path: `${pathname}${search}`,
      method,
      // A server that compresses anyway is understood, see `decodeBody`.
      headers: { 'user-agent': userAgent, 'accept-encoding': 'identity', ...headers },
      body: body ?? null,
      headersTimeout: headersTimeoutMs,
      bodyTimeout: bodyTimeoutMs ?? (method === 'GET' ? downloadStallMs : 0),
    }
    try {
      const dispatcher = isLoopback(url) ? dispatchers.loopback : dispatchers[network]
      const response = await exchangeByUndici(dispatcher, request, signal)
      const encoding = response.header('content-encoding')
      const decoded = encoding === undefined ? response.body : decodeBody(response.body, encoding)
      return { ...response, body: decoded, viaProxy: dispatchers.proxied.has(origin) }
    } catch (cause) {
      const sent = dispatchers.unconnected.has(cause as object) ? 'no' : 'maybe'
      throw new TransportError('No answer.', { sent, mistake: isMistake(cause), cause })
    }
  }
  transport.close = async (): Promise<void> => {
    closed = true
    const dispatchers = await loading?.catch(() => undefined)
    if (!dispatchers) return
    // Not `close()`, which waits for answers that have no reader any more.
    await Promise.all([dispatchers.api, dispatchers.loopback, dispatchers.public].map((each) => each.destroy()))
  }
  return transport
}

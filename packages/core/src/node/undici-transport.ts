import type { Agent, Dispatcher } from 'undici'
import { isLoopback } from '../client/settings.ts'
import { wasSent } from '../http/sent.ts'
import { type Transport, TransportError, type TransportRequest } from '../http/transport.ts'
import { publicLookup } from './public-lookup.ts'

export interface UndiciTransportOptions {
  /** TCP and TLS together. Default 10,000. */
  readonly connectTimeoutMs?: number | undefined
  /** From the request to the last header; a synchronous submission takes minutes. Default 300,000. */
  readonly headersTimeoutMs?: number | undefined
  /** Between two pieces of a body. Default 30,000. */
  readonly bodyTimeoutMs?: number | undefined
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (any case) are read. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
}

interface Dispatchers {
  readonly request: typeof import('undici').request
  /** For addresses that the operator configured, and loopback, which no proxy can reach. */
  readonly api: Dispatcher
  readonly loopback: Agent
  /** For links that came from outside: names that lead to private addresses are refused. */
  readonly public: Dispatcher
}

/** Environment variables are looked up in lower case first, as curl does. */
function proxySettings(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const read = (name: string): string => env[name] ?? env[name.toUpperCase()] ?? ''
  return { httpProxy: read('http_proxy'), httpsProxy: read('https_proxy'), noProxy: read('no_proxy') }
}

/**
 * A transport on `undici.request` with Agents of its own: keep-alive, its own time limits, proxies from the
 * environment. The process-wide dispatcher is neither used nor changed, and undici is loaded with the first request.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport & { close(): Promise<void> } {
  let loading: Promise<Dispatchers> | undefined
  const load = (): Promise<Dispatchers> => (loading ??= createDispatchers(options))

  const transport = async ({ method, url, headers, body, signal, network }: TransportRequest) => {
    const dispatchers = await load()
    try {
      const response = await dispatchers.request(url, {
        method,
        headers,
        body: body ?? null,
        signal,
        dispatcher: isLoopback(url) ? dispatchers.loopback : dispatchers[network],
      })
      return {
        status: response.statusCode,
        header: (name: string) => {
          const value = response.headers[name]
          return Array.isArray(value) ? value.join(', ') : value
        },
        body: response.body,
      }
    } catch (cause) {
      throw new TransportError('No answer.', { sent: wasSent(cause), cause })
    }
  }
  transport.close = async (): Promise<void> => {
    if (!loading) return
    const { api, loopback, public: open } = await loading
    loading = undefined
    // Not `close()`: that would wait for answers which nobody waits for any more.
    await Promise.all([api.destroy(), loopback.destroy(), open.destroy()])
  }
  return transport
}

async function createDispatchers(options: UndiciTransportOptions): Promise<Dispatchers> {
  const { Agent, EnvHttpProxyAgent, request } = await import('undici')
  const limits = {
    headersTimeout: options.headersTimeoutMs ?? 300_000,
    bodyTimeout: options.bodyTimeoutMs ?? 30_000,
  }
  const connect = { timeout: options.connectTimeoutMs ?? 10_000 }
  const proxies = proxySettings(options.env ?? process.env)
  return {
    request,
    api: new EnvHttpProxyAgent({ ...limits, ...proxies, connect }),
    loopback: new Agent({ ...limits, connect }),
    public: new EnvHttpProxyAgent({ ...limits, ...proxies, connect: { ...connect, lookup: publicLookup } }),
  }
}

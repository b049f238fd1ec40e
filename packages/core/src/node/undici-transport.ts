import type { Dispatcher, Pool } from 'undici'
import { isLoopback } from '../client/settings.ts'
import { type Transport, TransportError, type TransportRequest } from '../http/transport.ts'
import { loadProxyAgent, loadUndici } from './load-undici.ts'
import { proxySettings } from './proxy-settings.ts'
import { publicLookup } from './public-lookup.ts'
import { exchangeByUndici } from './undici-exchange.ts'

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
  /** For addresses that the operator configured. */
  readonly api: Dispatcher
  /** For the host's own machine, which no proxy can reach. */
  readonly loopback: Dispatcher
  /** For links that came from outside: names that lead to private addresses are refused. */
  readonly public: Dispatcher
  /** Errors of attempts to connect (DNS, TCP, TLS, a proxy's tunnel): no byte of a request was sent. */
  readonly unconnected: WeakSet<object>
}

/**
 * A transport on undici with Agents of its own: keep-alive, its own time limits, proxies from the
 * environment. The process-wide dispatcher is neither used nor changed, and undici is loaded with the first request.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport & { close(): Promise<void> } {
  let loading: Promise<Dispatchers> | undefined
  let closed = false

  const transport = async ({ method, url, headers, body, signal, network }: TransportRequest) => {
    const dispatchers = await (loading ??= createDispatchers(options))
    if (closed) throw new TransportError('The transport is closed.', { sent: 'no' })
    try {
      const dispatcher = isLoopback(url) ? dispatchers.loopback : dispatchers[network]
      const { origin, pathname, search } = url
      const path = `${pathname}${search}`
      return await exchangeByUndici(dispatcher, { origin, path, method, headers, body: body ?? null }, signal)
    } catch (cause) {
      throw new TransportError('No answer.', {
        sent: dispatchers.unconnected.has(cause as object) ? 'no' : 'maybe',
        cause,
      })
    }
  }
  transport.close = async (): Promise<void> => {
    closed = true
    const dispatchers = await loading?.catch(() => undefined)
    if (!dispatchers) return
    // Not `close()`: that would wait for answers which nobody waits for any more.
    await Promise.all([dispatchers.api, dispatchers.loopback, dispatchers.public].map((each) => each.destroy()))
  }
  return transport
}

/** @throws {TransportError} when the environment names a proxy that is none */
async function createDispatchers(options: UndiciTransportOptions): Promise<Dispatchers> {
  const proxies = proxySettings(options.env ?? process.env)
  const undici = await loadUndici()
  const connectTimeout = options.connectTimeoutMs ?? 10_000
  const unconnected = new WeakSet<object>()
  const limits = {
    connectTimeout,
    headersTimeout: options.headersTimeoutMs ?? 300_000,
    bodyTimeout: options.bodyTimeoutMs ?? 30_000,
    // Over HTTP/2 undici repeats by itself what a server refuses or leaves behind; submissions must not be.
    allowH2: false,
    factory: (origin: string | URL, poolOptions: object) => {
      const { connect: how } = poolOptions as Pool.Options
      const connect =
        typeof how === 'function' ? how : undici.buildConnector({ ...how, timeout: connectTimeout, allowH2: false })
      return new undici.Pool(origin, {
        ...poolOptions,
        connect: (target, callback) =>
          connect(target, (...result) => {
            if (result[0]) unconnected.add(result[0])
            callback(...result)
          }),
      })
    },
  }
  const loopback = new undici.Agent(limits)
  const publicLimits = { ...limits, connect: { lookup: publicLookup } }
  if (!proxies.httpProxy && !proxies.httpsProxy) {
    return { api: loopback, loopback, public: new undici.Agent(publicLimits), unconnected }
  }
  const ProxyAgent = await loadProxyAgent()
  return {
    api: new ProxyAgent({ ...limits, ...proxies }),
    loopback,
    public: new ProxyAgent({ ...publicLimits, ...proxies }),
    unconnected,
  }
}

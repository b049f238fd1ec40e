import type { Dispatcher, Pool } from 'undici'
import { loadUndici } from './load-undici.ts'
import { proxySettings } from './proxy-settings.ts'
import { publicLookup } from './public-lookup.ts'

export interface DispatcherSettings {
  readonly connectTimeoutMs: number
  readonly env: Readonly<Record<string, string | undefined>>
}

/** undici's Agents for the places that core sends requests to, and what was seen of their connections. */
export interface Dispatchers {
  /** For addresses that the operator configured. */
  readonly api: Dispatcher
  /** For the host's own machine, which no proxy can reach. */
  readonly loopback: Dispatcher
  /** For links that came from outside: names that lead to private addresses are refused. */
  readonly public: Dispatcher
  /** Errors of attempts to connect (DNS, TCP, TLS, a proxy's tunnel): no byte of a request was sent. */
  readonly unconnected: WeakSet<object>
  /** Origins that are reached through a proxy. */
  readonly proxied: Set<string>
}

/** @throws {TransportError} when a proxy in the environment is not an http(s) URL */
export async function createDispatchers({ connectTimeoutMs, env }: DispatcherSettings): Promise<Dispatchers> {
  const proxies = proxySettings(env)
  const undici = await loadUndici()
  const unconnected = new WeakSet<object>()
  const proxied = new Set<string>()
  const limits = {
    connectTimeout: connectTimeoutMs,
    // Over HTTP/2 undici automatically repeats what a server refuses or leaves unanswered; submissions must not be repeated.
    allowH2: false,
    factory: (origin: string | URL, poolOptions: object) => {
      const { connect: how } = poolOptions as Pool.Options
      const isTunnel = typeof how === 'function'
      if (isTunnel) proxied.add(String(origin))
      const connect = isTunnel ? how : undici.buildConnector({ ...how, timeout: connectTimeoutMs, allowH2: false })
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
  const publicLimits = { ...limits, connect: { lookup: publicLookup } }
  const loopback = new undici.Agent(limits)
  // Behind a tunnel undici counts the time of each handshake on its own.
  const proxy = { ...proxies, requestTls: { timeout: connectTimeoutMs }, proxyTls: { timeout: connectTimeoutMs } }
  const isProxied = proxies.httpProxy !== '' || proxies.httpsProxy !== ''
  return {
    api: isProxied ? new undici.EnvHttpProxyAgent({ ...limits, ...proxy }) : loopback,
    loopback,
    public: isProxied ? new undici.EnvHttpProxyAgent({ ...publicLimits, ...proxy }) : new undici.Agent(publicLimits),
    unconnected,
    proxied,
  }
}

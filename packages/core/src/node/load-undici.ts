// oxlint-disable-next-line typescript/triple-slash-reference -- ambient declarations have nothing to import, and programs that compile this file from source must find them
/// <reference path="./undici-parts.d.ts" />
import type { Agent, buildConnector, EnvHttpProxyAgent, Pool } from 'undici'

/** The parts of undici that the transport is made of. */
export interface Undici {
  readonly Agent: typeof Agent
  readonly EnvHttpProxyAgent: typeof EnvHttpProxyAgent
  readonly Pool: typeof Pool
  readonly buildConnector: typeof buildConnector
}

/**
 * Loads undici without its main entry, which would replace the process-wide dispatcher that Node's own `fetch` uses
 * (and any that the application has set there), and takes more than twice as long. The version is pinned exactly.
 */
export async function loadUndici(): Promise<Undici> {
  const [dispatcher, api, agent, proxyAgent, pool, connect] = await Promise.all([
    import('undici/lib/dispatcher/dispatcher.js'),
    import('undici/lib/api/index.js'),
    import('undici/lib/dispatcher/agent.js'),
    import('undici/lib/dispatcher/env-http-proxy-agent.js'),
    import('undici/lib/dispatcher/pool.js'),
    import('undici/lib/core/connect.js'),
  ])
  // As the main entry does it: `request`, and `connect` for the tunnels of proxies.
  Object.assign(dispatcher.default.prototype, api.default)
  return {
    Agent: agent.default,
    EnvHttpProxyAgent: proxyAgent.default,
    Pool: pool.default,
    buildConnector: connect.default,
  }
}

// oxlint-disable-next-line typescript/triple-slash-reference -- ambient declarations have nothing to import, and programs that compile this file from source must find them
/// <reference path="./undici-parts.d.ts" />
import type { Agent, buildConnector, EnvHttpProxyAgent, Pool } from 'undici'

/** The parts of undici that the transport is made of. */
export interface Undici {
  readonly Agent: typeof Agent
  readonly Pool: typeof Pool
  readonly buildConnector: typeof buildConnector
}

/**
 * Loads undici without its main entry, which would replace the process-wide dispatcher that Node's own `fetch` uses
 * (and any that the application has set there), and takes more than twice as long. The build makes these files part of
 * the package (`scripts/bundled-undici.ts`).
 */
export async function loadUndici(): Promise<Undici> {
  const [agent, pool, connect] = await Promise.all([
    import('undici/lib/dispatcher/agent.js'),
    import('undici/lib/dispatcher/pool.js'),
    import('undici/lib/core/connect.js'),
  ])
  return { Agent: agent.default, Pool: pool.default, buildConnector: connect.default }
}

/** The part that only those need who are behind a proxy. */
export async function loadProxyAgent(): Promise<typeof EnvHttpProxyAgent> {
  const [dispatcher, api, proxyAgent] = await Promise.all([
    import('undici/lib/dispatcher/dispatcher.js'),
    import('undici/lib/api/index.js'),
    import('undici/lib/dispatcher/env-http-proxy-agent.js'),
  ])
  // As the main entry does it: the agent opens its tunnels by `connect`, which is one of these.
  Object.assign(dispatcher.default.prototype, api.default)
  return proxyAgent.default
}

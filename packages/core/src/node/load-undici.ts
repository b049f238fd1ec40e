// oxlint-disable-next-line typescript/triple-slash-reference -- ambient declarations have nothing to import, and programs that compile this file from source must find them
/// <reference path="./undici-parts.d.ts" />
// Not by name: many bundles begin with an import of `createRequire`, and there can be only one of that name.
import * as modules from 'node:module'
import type { Agent, buildConnector, EnvHttpProxyAgent, Pool } from 'undici'
import { createPrivateRequire } from './private-modules.ts'

/** The parts of undici that the transport is made of. */
export interface Undici {
  readonly Agent: typeof Agent
  readonly Pool: typeof Pool
  readonly buildConnector: typeof buildConnector
  /** The part that only those need who are behind a proxy. */
  loadProxyAgent(): Promise<typeof EnvHttpProxyAgent>
}

/** Named in full, so that a bundler finds them. */
const files = {
  'undici/lib/api/index.js': () => import('undici/lib/api/index.js'),
  'undici/lib/core/connect.js': () => import('undici/lib/core/connect.js'),
  'undici/lib/dispatcher/agent.js': () => import('undici/lib/dispatcher/agent.js'),
  'undici/lib/dispatcher/dispatcher.js': () => import('undici/lib/dispatcher/dispatcher.js'),
  'undici/lib/dispatcher/env-http-proxy-agent.js': () => import('undici/lib/dispatcher/env-http-proxy-agent.js'),
  'undici/lib/dispatcher/pool.js': () => import('undici/lib/dispatcher/pool.js'),
}

type Files = typeof files
type Load = <Name extends keyof Files>(name: Name) => Promise<Awaited<ReturnType<Files[Name]>>['default']>

/**
 * Loads undici without its main entry, which would replace the process-wide dispatcher that Node's own `fetch` uses
 * (and any that the application has set there), and takes more than twice as long. The version is pinned exactly.
 */
export async function loadUndici(moduleUrl: string = import.meta.url): Promise<Undici> {
  const load = loadFiles(moduleUrl) ?? importFiles
  return {
    Agent: await load('undici/lib/dispatcher/agent.js'),
    Pool: await load('undici/lib/dispatcher/pool.js'),
    buildConnector: await load('undici/lib/core/connect.js'),
    async loadProxyAgent() {
      const dispatcher = await load('undici/lib/dispatcher/dispatcher.js')
      // As the main entry does it: the agent opens its tunnels by `connect`, which is one of these.
      Object.assign(dispatcher.prototype, await load('undici/lib/api/index.js'))
      return load('undici/lib/dispatcher/env-http-proxy-agent.js')
    },
  }
}

/**
 * Instances of our own, which are told that this Node has no HTTP/2: a fifth of the time to the first answer goes into
 * loading that, and it is never used here (see `undici-transport.ts`).
 * @returns `undefined` where undici's files are not to be found, as in an app that is one bundled file
 */
function loadFiles(moduleUrl: string): Load | undefined {
  try {
    const require = modules.createRequire(moduleUrl)
    const { version } = require('undici/package.json') as { version: string }
    // Beside a bundled app may lie another undici than the one that was bundled.
    if (!version.startsWith('8.')) return undefined
    const requireFile = createPrivateRequire(require, ['node:http2'])
    return async (name) => requireFile(name) as never
  } catch {
    return undefined
  }
}

const importFiles: Load = async (name) => (await files[name]()).default

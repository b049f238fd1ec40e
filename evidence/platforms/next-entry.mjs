// @ts-nocheck -- internals of Next.js, without types
// The portable entry on the fetch of Next.js 14 as a route handler sees it, with its cache of responses.
import { createRequire } from 'node:module'
import process from 'node:process'
import { createFluxClient } from '@fluxkit/core'
import { runScenarios } from './scenarios.mjs'

const require = createRequire(import.meta.url)
const { AsyncLocalStorage } = await import('node:async_hooks')
// Next.js finds it there: its own server sets it at start.
globalThis.AsyncLocalStorage = AsyncLocalStorage
// Within Next.js this is its own React, which has it; it only merges equal GETs of one page.
require('react').cache ??= (render) => render
const { patchFetch } = require('next/dist/server/lib/patch-fetch')
const { IncrementalCache } = require('next/dist/server/lib/incremental-cache')
const { staticGenerationAsyncStorage } = require('next/dist/client/components/static-generation-async-storage.external')
const serverHooks = require('next/dist/client/components/hooks-server-context')

/** Keeps what it is given, as the file system cache of `next start` does. */
class MemoryCache {
  static entries = new Map()
  async get(key) {
    return MemoryCache.entries.get(key) ?? null
  }
  async set(key, value) {
    MemoryCache.entries.set(key, { value, lastModified: Date.now() })
  }
  async revalidateTag() {}
  resetRequestCache() {}
}

patchFetch({ serverHooks, staticGenerationAsyncStorage })
const incrementalCache = new IncrementalCache({
  CurCacheHandler: MemoryCache,
  appDir: true,
  dev: false,
  experimental: {},
  fetchCache: true,
  getPrerenderManifest: () => ({ version: 4, routes: {}, dynamicRoutes: {}, notFoundRoutes: [], preview: {} }),
  minimalMode: false,
  requestHeaders: {},
})
const { ORIGIN = '', REFUSED = '' } = process.env
const inRoute = (work) =>
  staticGenerationAsyncStorage.run(
    { incrementalCache, isRevalidate: false, isStaticGeneration: false, pagePath: '/route', urlPathname: '/' },
    work,
  )
// Two equal POSTs of the application itself, to show that the cache is really there.
const post = async () => (await fetch(`${ORIGIN}/probe/flux/images`, { method: 'POST', body: '{}' })).text()
const isCaching = await inRoute(async () => (await post()) === (await post()))
const rows = await inRoute(() => runScenarios(createFluxClient, ORIGIN, REFUSED))
process.stdout.write(JSON.stringify({ ...rows, isCaching }))

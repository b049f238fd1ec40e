import { serve as serveNode } from '@hono/node-server'
import type { CallbackReceiver } from '@fluxkit/core/node'
import { Hono } from 'hono'
import type { MeasuredMetrics } from './metrics.ts'

export interface Readiness {
  readonly gateway: boolean
  readonly store: boolean
  readonly api: boolean
  readonly draining: boolean
  /** Age of the oldest job that waits. */
  readonly oldestQueuedSeconds: number
}

/** Waiting longer than this says that nothing works the queue off. */
const stuckSeconds = 900

/** The program's own pages, as Request → Response. */
export function createPages(
  readiness: () => Promise<Readiness>,
  callbacks: Pick<CallbackReceiver, 'handle'> | undefined,
): Hono {
  const pages = new Hono()
  pages.get('/healthz', (context) => context.json({ ok: true }))
  pages.get('/readyz', async (context) => {
    const state = await readiness()
    const ready =
      state.gateway && state.store && state.api && !state.draining && state.oldestQueuedSeconds < stuckSeconds
    return context.json({ ready, ...state }, ready ? 200 : 503)
  })
  if (callbacks) pages.all('/callbacks/*', (context) => callbacks.handle(context.req.raw))
  return pages
}

/** On a port of its own, so that the other one may be public: what a bot spends is its operator's business. */
export function createMetricsPage({ registry }: Pick<MeasuredMetrics, 'registry'>): Hono {
  return new Hono().get('/metrics', async (context) =>
    context.text(await registry.metrics(), 200, { 'content-type': registry.contentType }),
  )
}

export interface Served {
  readonly port: number
  close(): Promise<void>
}

/** @throws Error when the port cannot be had */
export function servePages(pages: Hono, host: string, port: number): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = serveNode({ fetch: pages.fetch, hostname: host, port }, (info) => {
      resolve({
        port: info.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      })
    })
    server.once('error', reject)
  })
}

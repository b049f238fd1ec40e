import { once } from 'node:events'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { CallbackReceiver, Clock } from '@fluxkit/core/node'
import { Hono } from 'hono'
import { within } from '../time/within.ts'
import type { MeasuredMetrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'

/** If a job waits longer than this, nothing works on the queue. */
const stuckSeconds = 900

/** The program's own pages, as Request → Response. */
export function createPages(
  readiness: () => Promise<Readiness>,
  callbacks: Pick<CallbackReceiver, 'handle'> | undefined,
  interactions: Hono | undefined,
): Hono {
  const pages = new Hono()
  pages.get('/healthz', (context) => context.json({ ok: true }))
  pages.get('/readyz', async (context) => {
    const state = await readiness()
    const { discord = true, api = true, oldestQueuedSeconds = 0 } = state
    const ready = discord && state.store && api && !state.draining && oldestQueuedSeconds < stuckSeconds
    return context.json({ ready, ...state }, ready ? 200 : 503)
  })
  if (callbacks) pages.all('/callbacks/*', (context) => callbacks.handle(context.req.raw))
  if (interactions) pages.route('/', interactions)
  return pages
}

/** On its own port, so that the other one may be public: spending is private to the operator. */
export function createMetricsPage({ registry }: Pick<MeasuredMetrics, 'registry'>): Hono {
  return new Hono().get('/metrics', async (context) =>
    context.text(await registry.metrics(), 200, { 'content-type': registry.contentType }),
  )
}

export interface Served {
  readonly port: number
  /** Stops accepting requests. Waits for requests in flight, but not longer than this. */
  close(limitMs: number): Promise<void>
}

export interface ServeOptions {
  readonly host: string
  readonly port: number
  readonly clock: Pick<Clock, 'setTimer'>
}

/**
 * Proxies keep a connection for a minute, as a rule. One that we close first may be used at that very moment, and the request
 * that is lost then isn't sent again. What is slow is limited by each page; these are for what sends no headers at all.
 */
const serverOptions = { keepAliveTimeout: 75_000, headersTimeout: 10_000, requestTimeout: 30_000 }

/** @throws Error when the port isn't available */
export function servePages(pages: Hono, { host, port, clock }: ServeOptions): Promise<Served> {
  return new Promise((resolve, reject) => {
    const answering = new Set<ServerResponse>()
    const server = createAdaptorServer({ fetch: pages.fetch, serverOptions }) as Server
    server.on('request', (_, response: ServerResponse) => {
      answering.add(response)
      response.once('close', () => answering.delete(response))
    })
    server.once('error', reject)
    server.listen(port, host, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        async close(limitMs) {
          const closed = new Promise<void>((done) => {
            server.close(() => done())
          })
          const answered = [...answering].map((response) => once(response, 'close'))
          await within(clock, Promise.all(answered), limitMs)
          server.closeAllConnections()
          await closed
        },
      })
    })
  })
}

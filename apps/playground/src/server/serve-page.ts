import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { startingHtml } from './page-html.ts'

/** The server of the page. It gets its port first, because the simulator of Discord only admits this origin. */
export interface PageServer {
  readonly port: number
  use(routes: Hono): void
  close(): Promise<void>
}

class PortTakenError extends Error {
  override readonly name = 'PortTakenError'

  constructor(port: number) {
    super(`Port ${port} is taken by another program. Choose another: npm run playground -- --port ${port + 1}`)
  }
}

/** Listens on loopback only. @throws PortTakenError */
export async function servePage(port: number): Promise<PageServer> {
  let answer = getRequestListener(
    () => new Response(startingHtml, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } }),
  )
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing))
  await listen(server, port)
  return {
    port: (server.address() as AddressInfo).port,
    use(routes) {
      answer = getRequestListener(routes.fetch)
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SimulatorClock } from '../clock/clock.ts'
import type { Connection } from '../connection.ts'
import { readRequest } from './read-request.ts'
import { writeResponse } from './write-response.ts'

export interface ListenOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1: this machine only. */
  readonly host?: string
}

export interface RunningServer extends AsyncDisposable {
  /** Origin to use as the base URL: `http://127.0.0.1:8788`. */
  readonly url: string
  readonly port: number
  /** Ends open connections too. */
  close(): Promise<void>
}

export type ConnectedHandler = (request: Request, connection: Connection) => Response | Promise<Response>

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '::1' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** The name the other side used: a page that had its own name point here (DNS rebinding) gives itself away by it. */
function hostnameOf({ headers }: IncomingMessage): string {
  const origin = `http://${headers.host ?? 'localhost'}`
  return URL.canParse(origin) ? new URL(origin).hostname : ''
}

function connectionOf(incoming: IncomingMessage, outgoing: ServerResponse, clock: SimulatorClock): Connection {
  return {
    sendContinue: () => outgoing.writeContinue(),
    reset(delayMs = 0) {
      if (delayMs === 0) incoming.socket.resetAndDestroy()
      else clock.setTimer(() => incoming.socket.resetAndDestroy(), delayMs)
    },
  }
}

async function serve(
  handle: ConnectedHandler,
  clock: SimulatorClock,
  isLoopbackOnly: boolean,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (isLoopbackOnly && !isLoopback(hostnameOf(incoming))) {
    outgoing
      .writeHead(421, { 'content-type': 'text/plain' })
      .end('This sandbox answers only requests from its own machine.\n')
    return
  }
  const abort = new AbortController()
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) abort.abort()
  })
  const connection = connectionOf(incoming, outgoing, clock)
  try {
    const request = await readRequest(incoming, abort.signal)
    await writeResponse(await handle(request, connection), outgoing, incoming.method === 'HEAD')
  } catch {
    // Whatever went wrong, the other side sees what it would see of a service that died.
    connection.reset()
  }
}

/**
 * Plain node:http, because faults need the socket: a reset must be a reset, a hang a hang.
 * @throws the server's error, such as EADDRINUSE
 */
export async function listen(
  handle: ConnectedHandler,
  clock: SimulatorClock,
  options: ListenOptions,
): Promise<RunningServer> {
  const { port: wantedPort = 0, host = '127.0.0.1' } = options
  const server = createServer((incoming, outgoing) => void serve(handle, clock, isLoopback(host), incoming, outgoing))
  // A sandbox may hold a request for as long as its caller likes.
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wantedPort, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { port } = server.address() as AddressInfo
  let closed: Promise<void> | undefined

  function close(): Promise<void> {
    closed ??= new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
    return closed
  }

  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port, close, [Symbol.asyncDispose]: close }
}

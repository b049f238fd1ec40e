import { subscribe } from 'node:diagnostics_channel'
import type { Server, Socket } from 'node:net'
import { keyOf, type NetworkReport } from './in-transit.ts'

const sockets = new Set<Socket>()
const servers = new Set<Server>()
const closed = new Set<string>()

/** Sockets and servers that are made from here on appear in {@link reportNetwork}. */
export function watchSockets(): void {
  subscribe('net.client.socket', (message) => track((message as { socket: Socket }).socket))
  subscribe('net.server.socket', (message) => track((message as { socket: Socket }).socket))
  subscribe('tracing:net.server.listen:asyncEnd', (message) => {
    const { server } = message as { server: Server }
    servers.add(server)
    server.once('close', () => servers.delete(server))
  })
}

function track(socket: Socket): void {
  sockets.add(socket)
  let key: string | undefined
  const remember = (): void => {
    const { localPort, remotePort } = socket
    if (localPort === undefined || remotePort === undefined) return
    key = keyOf({ localPort, remotePort })
    // The ports may have belonged to an earlier connection.
    closed.delete(key)
  }
  if (socket.connecting) socket.once('connect', remember)
  else remember()
  socket.once('close', () => {
    sockets.delete(socket)
    if (key !== undefined) closed.add(key)
  })
}

/** The TCP connections of this process. */
export function reportNetwork(): NetworkReport {
  return {
    sockets: [...sockets].flatMap(({ localPort = 0, remotePort = 0, connecting, bytesRead, bytesWritten }) =>
      // Pipes have no ports.
      remotePort === 0 && !connecting
        ? []
        : [{ localPort, remotePort, isConnecting: connecting, bytesRead, bytesWritten }],
    ),
    closed: [...closed],
    listeningPorts: [...servers].flatMap((server) => {
      const address = server.address()
      return address === null || typeof address === 'string' ? [] : [address.port]
    }),
  }
}

/** One end of a TCP connection, as the process that owns it sees it. */
export interface SocketReport {
  readonly localPort: number
  readonly remotePort: number
  readonly isConnecting: boolean
  readonly bytesWritten: number
  readonly bytesRead: number
}

/** The network of one process. */
export interface NetworkReport {
  readonly sockets: readonly SocketReport[]
  /** `localPort:remotePort` of the connections that it has closed. */
  readonly closed: readonly string[]
  readonly listeningPorts: readonly number[]
}

/**
 * Whether something is on its way between these processes (or inside one of them): bytes that were written and not read,
 * a connection that was not accepted, a close that the other side has not seen. Connections that lead elsewhere don't count.
 */
export function isInTransit(reports: readonly NetworkReport[]): boolean {
  const open = new Map(reports.flatMap(({ sockets }) => sockets.map((socket) => [keyOf(socket), socket])))
  const closed = new Set(reports.flatMap((report) => report.closed))
  const listening = new Set(reports.flatMap((report) => report.listeningPorts))
  return [...open.values()].some((socket) => {
    if (socket.isConnecting) return true
    const peerKey = `${socket.remotePort}:${socket.localPort}`
    const peer = open.get(peerKey)
    return peer ? socket.bytesWritten !== peer.bytesRead : closed.has(peerKey) || listening.has(socket.remotePort)
  })
}

export function keyOf({ localPort, remotePort }: Pick<SocketReport, 'localPort' | 'remotePort'>): string {
  return `${localPort}:${remotePort}`
}

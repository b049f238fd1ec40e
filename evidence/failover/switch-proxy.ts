import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** One address for whichever server is the primary, as a floating address or a proxy gives it. */
export interface SwitchProxy extends AsyncDisposable {
  readonly port: number
  /** New connections go there; those that are open break. */
  switchTo(port: number): void
}

export async function startSwitchProxy(firstPort: number): Promise<SwitchProxy> {
  let target = firstPort
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    switchTo(port) {
      target = port
      breakAll()
    },
    async [Symbol.asyncDispose]() {
      breakAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

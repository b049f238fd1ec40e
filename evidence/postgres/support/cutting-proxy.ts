import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to the server that loses one answer. */
export interface CuttingProxy extends AsyncDisposable {
  readonly port: number
  /** The next answer to a request with this text never arrives: the server has done its work, and the connection is cut. */
  cutAfter(text: string): void
}

export async function startCuttingProxy(target: {
  readonly host: string
  readonly port: number
}): Promise<CuttingProxy> {
  let cut: string | undefined
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host)
    let isCutting = false
    const end = (): void => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        sockets.delete(socket)
        end()
      })
    }
    client.on('data', (data) => {
      if (cut !== undefined && data.includes(cut)) {
        cut = undefined
        isCutting = true
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (isCutting) end()
      else client.write(data)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter(text) {
      cut = text
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createCallbackReceiver, type FluxClient, generateCallbackKey } from '@fluxkit/core/node'

/** A plain web server that hands callbacks to a client, as an app would. */
export interface CallbackHost {
  urlFor(jobKey: string): Promise<string>
  close(): Promise<void>
}

export async function startCallbackHost(flux: FluxClient): Promise<CallbackHost> {
  let handle: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 })
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      const request = new Request(`${origin}${incoming.url ?? '/'}`, { method: 'POST', body })
      handle(request).then(
        ({ status }) => outgoing.writeHead(status).end(),
        () => outgoing.destroy(),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 1024, resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const receiver = createCallbackReceiver({
    secretKey: generateCallbackKey(),
    publicUrl: origin,
    onResult: (event) => void flux.tasks.deliver(event),
    onError: (error) => {
      throw error
    },
  })
  handle = (request) => receiver.handle(request)
  return {
    urlFor: (jobKey) => receiver.urlFor(jobKey),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

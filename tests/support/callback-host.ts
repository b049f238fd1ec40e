import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import type { Clock, FluxClient } from '@fluxkit/core'
import { createCallbackReceiver, generateCallbackKey } from '@fluxkit/core/callbacks'

export interface ReceivedCall {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Empty when it was no JSON. */
  readonly body: Readonly<Record<string, unknown>>
  /** What it was answered. */
  readonly status: number
}

/** An app that the service calls back, on its own socket. */
export interface CallbackHost extends AsyncDisposable {
  readonly url: string
  readonly received: readonly ReceivedCall[]
  urlFor(jobKey: string): Promise<string>
  /** Resolves when so many calls have come. */
  arrived(count: number): Promise<void>
}

/** @param client whose waits end by callbacks; without one every call is taken as it comes */
export async function callbackHost(client?: FluxClient, clock?: Clock): Promise<CallbackHost> {
  const received: ReceivedCall[] = []
  const waiting = new Set<() => void>()
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method = '', url: path = '', headers } = incoming
      const body = await readText(incoming)
      const request = new Request(url + path, { method, body, headers: { 'content-type': 'application/json' } })
      const status = client ? (await receiver.handle(request)).status : 200
      outgoing.writeHead(status).end()
      received.push({ method, path, headers, body: parse(body), status })
      for (const poll of waiting) poll()
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const receiver = createCallbackReceiver({
    secretKey: generateCallbackKey(),
    publicUrl: url,
    clock,
    onResult: (event) => void client?.tasks.deliver(event),
    onError: (error) => {
      throw error
    },
  })
  return {
    url,
    received,
    urlFor: (jobKey) => receiver.urlFor(jobKey),
    arrived: (count) =>
      new Promise((resolve) => {
        const poll = (): void => {
          if (received.length < count) return
          waiting.delete(poll)
          resolve()
        }
        waiting.add(poll)
        poll()
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function parse(text: string): ReceivedCall['body'] {
  try {
    return JSON.parse(text) as ReceivedCall['body']
  } catch {
    return {}
  }
}

import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'

/** Bodies up to this size are read in one go, which costs a fraction of a web stream. */
const wholeBodyBytes = 65_536

async function readWhole(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

function originOf(incoming: IncomingMessage): string {
  const origin = `http://${incoming.headers.host ?? ''}`
  return URL.canParse(origin) ? new URL(origin).origin : `http://127.0.0.1:${incoming.socket.localPort ?? 80}`
}

/** A web `Request` of what node:http received. @throws TypeError when its parts do not make one */
export async function readRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const { method = 'GET', url: path = '/' } = incoming
  const headers = new Headers()
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] as string, incoming.rawHeaders[index + 1] as string)
  }
  const url = originOf(incoming) + (path.startsWith('/') ? path : `/${path}`)
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal })
  const length = Number(incoming.headers['content-length'] ?? NaN)
  const body =
    length <= wholeBodyBytes
      ? ((await readWhole(incoming)) as Uint8Array<ArrayBuffer>)
      : (Readable.toWeb(incoming) as ReadableStream<Uint8Array<ArrayBuffer>>)
  // `duplex` is in the fetch standard and in Node, not yet in the DOM types.
  return new Request(url, { method, headers, signal, body, duplex: 'half' } as RequestInit)
}

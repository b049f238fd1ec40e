import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { ConnectionResetError, type Connection } from '../connection.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'

/** A reset overtakes bytes that the other side has not read yet, so the first half gets time to arrive. */
const arrivalMs = 40

/** Promises the whole body, sends the first half, then resets the connection or falls silent. */
export async function halfThen(
  fault: 'reset-mid-body' | 'hang-mid-body',
  response: Response,
  connection: Connection | undefined,
  life: () => AbortSignal,
): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const headers = new Headers(response.headers)
  headers.set('content-length', String(bytes.byteLength))
  let isHalfSent = false
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!isHalfSent) {
        isHalfSent = true
        controller.enqueue(bytes.subarray(0, Math.max(1, bytes.byteLength >> 1)))
        return undefined
      }
      if (fault === 'reset-mid-body' && !connection) {
        controller.error(new TypeError('terminated', { cause: new ConnectionResetError() }))
        return undefined
      }
      if (fault === 'reset-mid-body') connection?.reset(arrivalMs)
      const signal = life()
      return new Promise((_, reject) => {
        if (signal.aborted) reject(signal.reason)
        else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
    },
  })
  return new Response(body, { status: response.status, headers })
}

const chunkBytes = 65_536

/** Sends `start`, then `filler` over and over for as long as the other side reads. */
export function endlessBody(start: Uint8Array, filler: Uint8Array): ReadableStream<Uint8Array> {
  let isStarted = false
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(isStarted ? filler.slice() : start.slice())
      isStarted = true
    },
  })
}

export function endlessJson(): Response {
  const encoder = new TextEncoder()
  const body = endlessBody(encoder.encode('{"padding":"'), encoder.encode('a'.repeat(chunkBytes)))
  return new Response(body, { headers: { 'content-type': 'application/json; charset=utf-8' } })
}

export async function cutShort(response: Response): Promise<Response> {
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response((await response.text()).slice(0, -9), { status: response.status, headers })
}

type Encoding = NonNullable<ArmedFault['encoding']>

const compressors: Readonly<Record<Encoding, (bytes: Uint8Array) => Uint8Array<ArrayBuffer>>> = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
}

export async function compressed(response: Response, encoding: Encoding): Promise<Response> {
  const bytes = compressors[encoding](new Uint8Array(await response.arrayBuffer()))
  const headers = new Headers(response.headers)
  headers.set('content-encoding', encoding)
  headers.set('content-length', String(bytes.byteLength))
  return new Response(bytes, { status: response.status, headers })
}

import { pipeline, Readable, type Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'

/** More layers than any server puts on; each one more lets a small answer grow a thousandfold. */
const maxLayers = 2

// What has arrived of a body that broke off still counts: it may name a task.
const zlibOptions = { finishFlush: constants.Z_SYNC_FLUSH }
const brotliOptions = { finishFlush: constants.BROTLI_OPERATION_FLUSH }

/** The first byte says which of the two formats named `deflate` it is. Source: RFC 1950, 2.2. */
const isZlibFormat = (firstByte: number): boolean => (firstByte & 0x0f) === 8

/** Some proxies decode a body and keep its header: the answer, which may be paid for, is readable then. Source: RFC 1952, 2.3.1. */
const gunzip = (firstByte: number): Transform | undefined =>
  firstByte === 0x1f ? createGunzip(zlibOptions) : undefined

const decoders: Readonly<Record<string, (firstByte: number) => Transform | undefined>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  br: () => createBrotliDecompress(brotliOptions),
  deflate: (firstByte) => (isZlibFormat(firstByte) ? createInflate(zlibOptions) : createInflateRaw(zlibOptions)),
}

/**
 * Undoes the content codings of a body, piece by piece, so that limits on size count what comes out. Core requests none;
 * some servers compress anyway, and the answer may be paid for. A coding that is not known leaves the bytes as
 * they are.
 * @param contentEncoding the header, codings in the order in which they were applied
 */
export function decodeBody(body: AsyncIterable<Uint8Array>, contentEncoding: string): AsyncIterable<Uint8Array> {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  const known = codings.every((coding) => Object.hasOwn(decoders, coding))
  if (!known || codings.length > maxLayers) return body
  return codings.reduceRight((layer, coding) => decodeLayer(layer, coding), body)
}

async function* decodeLayer(body: AsyncIterable<Uint8Array>, coding: string): AsyncGenerator<Uint8Array, void> {
  const iterator = body[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  async function* whole(): AsyncGenerator<Uint8Array, void> {
    yield first.value as Uint8Array
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  const decoder = decoders[coding]?.(first.value[0] ?? 0)
  if (!decoder) {
    yield* whole()
    return
  }
  // Its errors come out of the decoder, which is what is read.
  yield* pipeline(Readable.from(whole()), decoder, () => undefined) as AsyncIterable<Uint8Array>
}

import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { crc32 } from 'node:zlib'

const pieceBytes = 1024 * 1024

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(data.byteLength + 12)
  bytes.writeUInt32BE(data.byteLength, 0)
  bytes.write(type, 4, 'latin1')
  data.copy(bytes, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.byteLength - 4)
  return bytes
}

function header(side: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(side, 0)
  data.writeUInt32BE(side, 4)
  data.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', data)])
}

const piece = chunk('IDAT', Buffer.alloc(pieceBytes - 12, 'pixels'))
const start = header(4672)
const end = chunk('IEND', Buffer.alloc(0))

/** A PNG of so many megabytes, whole by its chunks (its pixels make no sense), as fast as it is read. */
export async function sendBigImage(outgoing: ServerResponse, megabytes: number): Promise<void> {
  const length = start.byteLength + megabytes * piece.byteLength + end.byteLength
  outgoing.writeHead(200, { 'content-type': 'image/png', 'content-length': length })
  outgoing.write(start)
  for (let sent = 0; sent < megabytes && !outgoing.destroyed; sent++) {
    if (!outgoing.write(piece)) await roomIn(outgoing)
  }
  outgoing.end(end)
}

/** Until there is room again, or nobody to write to. */
async function roomIn(outgoing: ServerResponse): Promise<void> {
  const settled = new AbortController()
  const { signal } = settled
  await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })])
  settled.abort()
}

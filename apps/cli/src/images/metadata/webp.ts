import type { EmbeddedFacts } from './facts.ts'
import { xmpPacket } from './xmp.ts'

type Bytes = Uint8Array<ArrayBuffer>

// Layout and flags: "WebP Container Specification", developers.google.com/speed/webp/docs/riff_container.
const riffHeaderLength = 12
const xmpFlag = 0x04
const alphaFlag = 0x10

/**
 * Appends an XMP chunk; a simple file (only VP8 or VP8L) becomes an extended one first, as only these may hold metadata.
 * The image's own chunks stay as they are. @returns `undefined` when it isn't a WebP, or has XMP already
 */
export function embedInWebp(bytes: Bytes, facts: EmbeddedFacts): Bytes | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.length < 30 || view.toString('latin1', 0, 4) !== 'RIFF' || view.toString('latin1', 8, 12) !== 'WEBP')
    return undefined
  const end = Math.min(view.length, 8 + view.readUInt32LE(4))
  const body = view.subarray(riffHeaderLength, end)
  const extended = body.toString('latin1', 0, 4) === 'VP8X' ? markExtended(body) : extend(body)
  if (!extended) return undefined
  const content = Buffer.concat([Buffer.from('WEBP'), extended, chunk('XMP ', Buffer.from(xmpPacket(facts)))])
  return Uint8Array.from(chunk('RIFF', content))
}

function markExtended(body: Buffer): Buffer | undefined {
  const flags = body[8] ?? 0
  if ((flags & xmpFlag) !== 0) return undefined
  const marked = Buffer.from(body)
  marked[8] = flags | xmpFlag
  return marked
}

function extend(body: Buffer): Buffer | undefined {
  const canvas = simpleCanvas(body)
  if (!canvas) return undefined
  const header = Buffer.alloc(10)
  header[0] = xmpFlag | (canvas.hasAlpha ? alphaFlag : 0)
  header.writeUIntLE(canvas.width - 1, 4, 3)
  header.writeUIntLE(canvas.height - 1, 7, 3)
  return Buffer.concat([chunk('VP8X', header), body])
}

/** Dimensions from the bitstream of a simple file. Sources: RFC 6386, 9.1 (VP8); WebP Lossless, 3 (VP8L). */
function simpleCanvas(body: Buffer): { width: number; height: number; hasAlpha: boolean } | undefined {
  const kind = body.toString('latin1', 0, 4)
  if (kind === 'VP8 ' && body.readUIntBE(11, 3) === 0x9d012a) {
    return { width: body.readUInt16LE(14) & 0x3fff, height: body.readUInt16LE(16) & 0x3fff, hasAlpha: false }
  }
  if (kind === 'VP8L' && body[8] === 0x2f) {
    const bits = body.readUInt32LE(9)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, hasAlpha: ((bits >>> 28) & 1) === 1 }
  }
  return undefined
}

/** A RIFF chunk, padded to an even length; the length field does not count the padding. */
function chunk(fourCC: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(fourCC, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

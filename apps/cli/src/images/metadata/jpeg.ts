import type { EmbeddedFacts } from './facts.ts'
import { xmpPacket } from './xmp.ts'

type Bytes = Uint8Array<ArrayBuffer>

const namespace = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1')
/** A segment's length field has 16 bits and counts itself. */
const maxSegmentLength = 0xffff

/**
 * Adds an APP1 segment with XMP after the existing APP0 and APP1 segments; every other byte stays.
 * @returns `undefined` when it isn't a JPEG, has XMP already, or the prompt does not fit into one segment
 */
export function embedInJpeg(bytes: Bytes, facts: EmbeddedFacts): Bytes | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const offset = endOfApplicationData(view)
  const packet = Buffer.from(xmpPacket(facts))
  const length = 2 + namespace.length + packet.length
  if (offset === undefined || length > maxSegmentLength) return undefined
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, length >> 8, length & 0xff]), namespace, packet])
  return Uint8Array.from(Buffer.concat([view.subarray(0, offset), segment, view.subarray(offset)]))
}

/** Where the leading APP0 (JFIF) and APP1 (Exif) segments end: JFIF and Exif both want to be first. */
function endOfApplicationData(view: Buffer): number | undefined {
  if (view.length < 4 || view.readUInt16BE(0) !== 0xffd8) return undefined
  let offset = 2
  while (
    offset + 4 <= view.length &&
    view[offset] === 0xff &&
    (view[offset + 1] === 0xe0 || view[offset + 1] === 0xe1)
  ) {
    const end = offset + 2 + view.readUInt16BE(offset + 2)
    if (end > view.length) return undefined
    if (view.subarray(offset + 4, end).indexOf(namespace) === 0) return undefined
    offset = end
  }
  return offset
}

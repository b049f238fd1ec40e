import { crc32 } from 'node:zlib'
import { parametersText, type EmbeddedFacts } from './facts.ts'
import { xmpPacket } from './xmp.ts'

type Bytes = Uint8Array<ArrayBuffer>

const xmpKeyword = 'XML:com.adobe.xmp'

/** Signature (8) and the IHDR chunk (25), which must come first. Source: PNG specification, 5.6. */
const headerLength = 33

/** Adds `iTXt` chunks after the header; every other byte stays. @returns `undefined` when it is not such a PNG */
export function embedInPng(bytes: Bytes, facts: EmbeddedFacts): Bytes | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headerLength || view.toString('latin1', 12, 16) !== 'IHDR') return undefined
  // A chunk's text must not hold NUL; XMP carries the exact prompt in any case.
  const parameters = textChunk('parameters', parametersText(facts).replaceAll('\0', '\uFFFD'))
  const chunks = view.includes(xmpKeyword) ? [parameters] : [parameters, textChunk(xmpKeyword, xmpPacket(facts))]
  return Uint8Array.from(Buffer.concat([view.subarray(0, headerLength), ...chunks, view.subarray(headerLength)]))
}

/** An uncompressed `iTXt` chunk. Source: PNG specification, 11.3.3.4. */
function textChunk(keyword: string, text: string): Buffer {
  const content = Buffer.concat([Buffer.from(`iTXt${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text)])
  const chunk = Buffer.alloc(content.length + 8)
  chunk.writeUInt32BE(content.length - 4, 0)
  content.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(content), content.length + 4)
  return chunk
}

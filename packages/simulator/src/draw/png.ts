import type { Pixels } from './tools/pixels.ts'

/** zlib compression; a PNG needs nothing else from its host. */
export type Deflate = (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let index = 0; index < bytes.length; index++) {
    crc = (crcTable[(crc ^ (bytes[index] as number)) & 0xff] as number) ^ (crc >>> 8)
  }
  return (crc ^ 0xffffffff) >>> 0
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (let index = 0; index < 4; index++) bytes[4 + index] = type.charCodeAt(index)
  bytes.set(data, 8)
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)))
  return bytes
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

/** Signature and header of an 8-bit RGB PNG. */
export function pngStart(width: number, height: number): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header[8] = 8
  header[9] = 2
  return concat([Uint8Array.from(signature), chunk('IHDR', header)])
}

const highBits = 0x80808080

/** Differences of four bytes at once, each modulo 256 and without a borrow from its neighbour. */
function subtractWords(words: Uint32Array, above: Uint32Array, target: Uint32Array): void {
  for (let index = 0; index < words.length; index++) {
    const one = words[index] as number
    const other = above[index] as number
    target[index] = ((one | highBits) - (other & ~highBits)) ^ ((one ^ ~other) & highBits)
  }
}

/** Filter 2 ("up") on each line: what these images compress best with for little work. */
function filterUp({ width, height, data }: Pixels): Uint8Array {
  const line = width * 3
  const filtered = new Uint8Array((line + 1) * height)
  filtered.set(data.subarray(0, line), 1)
  const hasWholeWords = line % 4 === 0 && data.byteOffset % 4 === 0
  const difference = new Uint8Array(line)
  const target = hasWholeWords ? new Uint32Array(difference.buffer) : undefined
  for (let y = 1; y < height; y++) {
    if (target) {
      const words = new Uint32Array(data.buffer, data.byteOffset + y * line, line / 4)
      const above = new Uint32Array(data.buffer, data.byteOffset + (y - 1) * line, line / 4)
      subtractWords(words, above, target)
    } else {
      const from = y * line
      for (let x = 0; x < line; x++) difference[x] = (data[from + x] as number) - (data[from + x - line] as number)
    }
    filtered[y * (line + 1)] = 2
    filtered.set(difference, y * (line + 1) + 1)
  }
  return filtered
}

/** What browsers and Node both have. */
async function streamDeflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** An 8-bit RGB PNG. */
export async function encodePng(pixels: Pixels, deflate: Deflate = streamDeflate): Promise<Uint8Array> {
  const compressed = await deflate(filterUp(pixels))
  return concat([pngStart(pixels.width, pixels.height), chunk('IDAT', compressed), chunk('IEND', new Uint8Array())])
}

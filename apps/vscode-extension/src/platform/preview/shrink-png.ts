import { deflateSync, inflateSync } from 'node:zlib'

/** A bomb of an image must not fill the memory: 64 megapixels are more than any model makes. */
const maxPixels = 64 * 1024 * 1024

/**
 * A smaller copy of a PNG, each pixel the average of a block. Handles what generated images are: 8 bits a channel, RGB
 * or RGBA, not interlaced.
 *
 * @returns `undefined` for any other PNG.
 */
export function shrinkPng(bytes: Uint8Array, maxSide: number): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33 || view.getUint32(0) !== 0x89_50_4e_47) return undefined
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const [depth, type, interlace] = [view.getUint8(24), view.getUint8(25), view.getUint8(28)]
  const channels = type === 2 ? 3 : type === 6 ? 4 : 0
  if (depth !== 8 || channels === 0 || interlace !== 0 || width * height > maxPixels) return undefined
  const stride = width * channels
  const raw = inflateSync(join(dataChunks(bytes, view)), { maxOutputLength: (stride + 1) * height })
  if (raw.length !== (stride + 1) * height) return undefined
  unfilter(raw, stride, height, channels)
  const factor = Math.ceil(Math.max(width, height) / maxSide)
  const small = average(raw, {
    stride,
    channels,
    factor,
    width: Math.floor(width / factor),
    height: Math.floor(height / factor),
  })
  return encode(small, Math.floor(width / factor), Math.floor(height / factor), type)
}

function dataChunks(bytes: Uint8Array, view: DataView): Uint8Array[] {
  const found: Uint8Array[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at)
    if (view.getUint32(at + 4) === 0x49_44_41_54) found.push(bytes.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return found
}

/** Undoes the filters of the rows in place. Source: PNG specification, 9.2. */
function unfilter(raw: Uint8Array, stride: number, height: number, channels: number): void {
  for (let row = 0; row < height; row++) {
    const start = row * (stride + 1)
    const filter = raw[start] ?? 0
    for (let x = 0; x < stride; x++) {
      const at = start + 1 + x
      const left = x >= channels ? (raw[at - channels] ?? 0) : 0
      const up = row > 0 ? (raw[at - stride - 1] ?? 0) : 0
      const corner = row > 0 && x >= channels ? (raw[at - stride - 1 - channels] ?? 0) : 0
      raw[at] = (raw[at] ?? 0) + predict(filter, left, up, corner)
    }
  }
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const estimate = left + up - corner
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

interface Block {
  readonly stride: number
  readonly channels: number
  readonly factor: number
  readonly width: number
  readonly height: number
}

/** Rows of the smaller image, each with filter 0 before it. */
function average(raw: Uint8Array, { stride, channels, factor, width, height }: Block): Uint8Array {
  const small = new Uint8Array((width * channels + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width * channels; x++) {
      const [pixel, channel] = [Math.floor(x / channels), x % channels]
      let sum = 0
      for (let dy = 0; dy < factor; dy++) {
        const row = (y * factor + dy) * (stride + 1) + 1
        for (let dx = 0; dx < factor; dx++) sum += raw[row + (pixel * factor + dx) * channels + channel] ?? 0
      }
      small[y * (width * channels + 1) + 1 + x] = Math.round(sum / (factor * factor))
    }
  }
  return small
}

function encode(rows: Uint8Array, width: number, height: number, type: number): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, type, 0, 0, 0], 8)
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return join([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())])
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  bytes.set(new TextEncoder().encode(name), 4)
  bytes.set(data, 8)
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)))
  return bytes
}

/** Bit by bit: previews are small, and a table would be longer than this. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1
  }
  return (crc ^ 0xff_ff_ff_ff) >>> 0
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import decode, { init } from '@jsquash/webp/decode.js'

/** The codec's only use of the browser's global; Node has no ImageData. */
class PlainImageData {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data
    this.width = width
    this.height = height
  }
}

let ready: Promise<void> | undefined

async function prepare(): Promise<void> {
  // By path: in Node the codec would otherwise `fetch` a file: URL, which does not work.
  const path = fileURLToPath(import.meta.resolve('@jsquash/webp/codec/dec/webp_dec.wasm'))
  const wasm = await WebAssembly.compile(await readFile(path))
  const scope = globalThis as { ImageData?: unknown }
  scope.ImageData ??= PlainImageData
  await init(wasm)
}

/** RGBA of a WebP image, decoded by WebAssembly. */
export async function decodeWebpBytes(
  bytes: Uint8Array,
): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
  ready ??= prepare()
  await ready
  return decode(bytes.slice().buffer)
}

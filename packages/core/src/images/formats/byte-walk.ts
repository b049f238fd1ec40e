/** Scans a chunk from an offset: returns the offset to continue from, or -1 when the whole chunk is consumed. */
export type Search = (chunk: Uint8Array, from: number) => number

/**
 * The structure of a format, as a generator: it yields how many bytes (at most 32) it wants to see next in
 * `Image.view`, or a search to run over what comes. It doesn't see where the chunks of the stream begin and end.
 */
export type ByteWalk = Generator<number | Search, void, void>

/** The result of a walk. */
export interface Image {
  /** The bytes requested last. Overwritten by the next `yield`. */
  readonly view: DataView
  /** Bytes read so far. */
  readonly offset: number
  /** In pixels, as stored: the orientation is not applied. 0 until they are known. */
  width: number
  height: number
  /** How the stored pixels are turned for display, 1 to 8 as EXIF counts; 1 unless the file says otherwise. */
  orientation: number
  /** The stream must be this long to hold the whole image. Infinite until it is known. */
  end: number
}

/** An image format that the service delivers, or might in the future. */
export interface ImageFormat {
  readonly name: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'
  /** Matches the first 12 bytes, read as Latin-1. */
  readonly signature: RegExp
  /** Starts at the first byte of the file. */
  walk(image: Image): ByteWalk
}

/** Skips bytes. */
export function skip(count: number): Search {
  let left = Math.max(0, count)
  return (chunk, from) => {
    const available = chunk.length - from
    if (left <= available) return from + left
    left -= available
    return -1
  }
}

/** Bytes as Latin-1 text: how formats name their parts. */
export function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

/** Four characters of the bytes requested last. */
export function fourCC({ view }: Image, at: number): string {
  return latin1(new Uint8Array(view.buffer, at, 4))
}

import { type ByteWalk, type ImageFormat, latin1, type Search } from './formats/byte-walk.ts'
import { avif } from './formats/avif.ts'
import { gif } from './formats/gif.ts'
import { jpeg } from './formats/jpeg.ts'
import { png } from './formats/png.ts'
import { webp } from './formats/webp.ts'

/** What the bytes themselves say of an image. */
export interface ImageScan {
  readonly format: ImageFormat['name']
  readonly mimeType: `image/${ImageFormat['name']}`
  /** Without a dot. */
  readonly extension: 'png' | 'jpg' | 'webp' | 'gif' | 'avif'
  /** In pixels, as stored; {@link displayedSize} has them as they are displayed. */
  readonly width: number
  readonly height: number
  /** How the stored pixels are turned for display, 2 to 8 as EXIF counts; absent when they are not. */
  readonly orientation?: number
  /** Are all bytes of the image there? */
  readonly complete: boolean
}

/** Identifies an image while its bytes come in, in time proportional to them and without keeping them. */
export interface ImageScanner {
  /** The first bytes, at most 12, as Latin-1 text. */
  readonly head: string
  /** What the first 12 bytes promise: one of the five formats, or `false`; `undefined` before. */
  readonly format: ImageFormat['name'] | false | undefined
  /** Takes the next bytes; they are not kept. */
  push(chunk: Uint8Array): void
  /** @returns `undefined` when it has none of the five formats, or ended before its size was known */
  finish(): ImageScan | undefined
}

const formats: readonly ImageFormat[] = [png, jpeg, webp, gif, avif]
const headLength = 12
/** The most that a walk asks for at once. */
const maxTake = 32

/** Identifies an image chunk by chunk; {@link identifyImage} takes one that is in memory. */
export function createImageScanner(): ImageScanner {
  const taken = new Uint8Array(maxTake)
  const image = { view: new DataView(taken.buffer), offset: 0, width: 0, height: 0, orientation: 1, end: Infinity }
  let head = ''
  let format: ImageFormat['name'] | false | undefined
  let walk: ByteWalk | undefined
  let wanted: number | Search = 0
  let filled = 0
  let total = 0

  const feed = (chunk: Uint8Array): void => {
    const chunkStart = total
    total += chunk.length
    for (let from = 0; walk;) {
      if (typeof wanted === 'number') {
        const part = chunk.subarray(from, from + wanted - filled)
        taken.set(part, filled)
        filled += part.length
        from += part.length
        if (filled < wanted) return
        filled = 0
      } else {
        from = wanted(chunk, from)
        if (from < 0) return
      }
      image.offset = chunkStart + from
      const step = walk.next()
      if (step.done) walk = undefined
      else wanted = step.value
    }
  }

  return {
    get head() {
      return head
    },
    get format() {
      return format
    },
    push(chunk) {
      if (format !== undefined) return feed(chunk)
      const needed = headLength - head.length
      head += latin1(chunk.subarray(0, needed))
      if (head.length < headLength) return
      const found = formats.find((each) => each.signature.test(head))
      format = found?.name ?? false
      walk = found?.walk(image)
      feed(Uint8Array.from(head, (char) => char.charCodeAt(0)))
      feed(chunk.subarray(needed))
    },
    finish() {
      const { width, height, orientation, end } = image
      if (!format || !width || !height) return undefined
      const extension = format === 'jpeg' ? 'jpg' : format
      const turned = orientation === 1 ? {} : { orientation }
      return { format, mimeType: `image/${format}`, extension, width, height, ...turned, complete: total >= end }
    },
  }
}

/** Width and height in pixels as viewers show the image: photos of phones are often stored on their side. */
export function displayedSize({
  width,
  height,
  orientation = 1,
}: Pick<ImageScan, 'width' | 'height' | 'orientation'>): {
  width: number
  height: number
} {
  return orientation > 4 ? { width: height, height: width } : { width, height }
}

/** Identifies an image in memory. @returns `undefined` when it has none of the five formats, or cut within its header */
export function identifyImage(bytes: Uint8Array): ImageScan | undefined {
  const scanner = createImageScanner()
  scanner.push(bytes)
  return scanner.finish()
}

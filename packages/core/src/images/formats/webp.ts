import { fourCC, type ImageFormat, skip } from './byte-walk.ts'
import { readExif } from './exif.ts'

/** In the flags of VP8X. Source: RFC 9649, 2.7.1. */
const exifFlag = 0x08

/** WebP (RFC 9649): the RIFF header says how long the file is, the first chunk how large the image. */
export const webp: ImageFormat = {
  name: 'webp',
  signature: /^RIFF....WEBP/s,
  *walk(image) {
    const { view } = image
    yield 20
    const type = fourCC(image, 12)
    // A writer that did not know the length of the file in advance has at least the chunk's right.
    const end = Math.max(8 + view.getUint32(4, true), 20 + view.getUint32(16, true))
    yield type === 'VP8L' ? 5 : 10
    const hasExif = type === 'VP8X' && (view.getUint8(0) & exifFlag) !== 0
    if (type === 'VP8X') {
      image.width = 1 + (view.getUint32(4, true) & 0xffffff)
      image.height = 1 + (view.getUint32(6, true) >>> 8)
    } else if (type === 'VP8 ') {
      image.width = view.getUint16(6, true) & 0x3fff
      image.height = view.getUint16(8, true) & 0x3fff
    } else if (type === 'VP8L') {
      const bits = view.getUint32(1, true)
      image.width = 1 + (bits & 0x3fff)
      image.height = 1 + ((bits >>> 14) & 0x3fff)
    }
    image.end = end
    // EXIF follows the image data, in chunks of even length.
    if (!hasExif) return
    while (image.offset + 8 <= end) {
      yield 8
      const length = view.getUint32(4, true)
      if (fourCC(image, 0) === 'EXIF') return void (yield* readExif(image, length))
      yield skip(length + (length % 2))
    }
  },
}

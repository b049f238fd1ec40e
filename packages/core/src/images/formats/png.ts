import { type ImageFormat, skip } from './byte-walk.ts'
import { readExif } from './exif.ts'

// Numbers, not text: a large image has many thousand chunks.
const IHDR = 0x49484452
const IEND = 0x49454e44
const eXIf = 0x65584966

/** PNG (ISO/IEC 15948): a signature, then chunks of length, type, data and checksum; IHDR is first and IEND last. */
export const png: ImageFormat = {
  name: 'png',
  // oxlint-disable-next-line no-control-regex -- the signature is made of them
  signature: /^\x89PNG\r\n\x1a\n/,
  *walk(image) {
    const { view } = image
    yield 24
    if (view.getUint32(12) !== IHDR) return
    image.width = view.getUint32(16)
    image.height = view.getUint32(20)
    // What is left of IHDR's 13 bytes, and its checksum.
    yield skip(5 + 4)
    while (true) {
      yield 8
      const length = view.getUint32(0)
      const type = view.getUint32(4)
      if (type === IEND) {
        image.end = image.offset + length + 4
        return
      }
      const used = type === eXIf ? yield* readExif(image, length) : 0
      yield skip(length - used + 4)
    }
  },
}

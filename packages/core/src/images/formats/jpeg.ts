import { fourCC, type ImageFormat, skip } from './byte-walk.ts'
import { readExif } from './exif.ts'

const EOI = 0xd9
const SOS = 0xda
const APP1 = 0xe1
/** `Exif` and two zeros. */
const exifPrefix = 6
/** SOF0 to SOF15, without DHT (C4), JPG (C8) and DAC (CC), which lie between them. */
const isStartOfFrame = (marker: number): boolean => marker >> 4 === 0xc && (marker % 4 > 0 || marker === 0xc0)
/** TEM, RST0 to RST7 and SOI: markers without a length; 0 is a stuffed byte of the image's data. */
const hasNoLength = (marker: number): boolean => marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)

/**
 * JPEG (ITU T.81): segments with a length, which are passed over unseen (a thumbnail inside EXIF has an end marker of
 * its own), and after each SOS compressed data up to the next marker. What follows EOI is not part of the image.
 */
export const jpeg: ImageFormat = {
  name: 'jpeg',
  signature: /^\xff\xd8\xff/,
  *walk(image) {
    const { view } = image
    let marker = 0
    let afterFF = false
    let hasScan = false
    const nextMarker = (chunk: Uint8Array, from: number): number => {
      for (let at = from; at < chunk.length;) {
        if (afterFF) {
          marker = chunk[at++] ?? 0
          afterFF = marker === 0xff
          if (!afterFF && !hasNoLength(marker)) return at
        } else {
          at = chunk.indexOf(0xff, at) + 1
          if (at === 0) return -1
          afterFF = true
        }
      }
      return -1
    }
    while (true) {
      yield nextMarker
      if (marker === EOI) {
        if (hasScan) image.end = image.offset
        return
      }
      hasScan ||= marker === SOS
      yield 2
      let rest = view.getUint16(0) - 2
      if (isStartOfFrame(marker)) {
        yield 5
        rest -= 5
        image.height = view.getUint16(1)
        image.width = view.getUint16(3)
      } else if (marker === APP1 && rest >= exifPrefix) {
        yield exifPrefix
        rest -= exifPrefix
        if (fourCC(image, 0) === 'Exif') rest -= yield* readExif(image, rest)
      }
      yield skip(rest)
    }
  },
}

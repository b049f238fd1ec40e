import { fourCC, type ImageFormat, skip } from './byte-walk.ts'

/** What `irot` counts in quarter turns against the clock, as EXIF orientations. Source: ISO/IEC 23008-12, 6.5.10. */
const quarterTurns = [1, 8, 3, 6]

/**
 * AVIF (AV1 Image File Format over ISO/IEC 14496-12 and 23008-12): boxes in boxes. The size is the largest `ispe`
 * (tiles and thumbnails have smaller ones, alpha the same); the end is where both `meta` and all `mdat` have ended.
 */
export const avif: ImageFormat = {
  name: 'avif',
  signature: /^....ftypavi[fs]/s,
  *walk(image) {
    const { view } = image
    let end = 0
    let hasData = false
    while (true) {
      yield 8
      const type = fourCC(image, 4)
      let size = view.getUint32(0)
      let boxEnd = image.offset - 8 + size
      if (size === 1) {
        yield 8
        size = view.getUint32(0) * 2 ** 32 + view.getUint32(4)
        boxEnd = image.offset - 16 + size
      }
      // Only 0 has a meaning below the header's own length: the box extends to the end of the file.
      if (size > 0 && size < 8) return
      if (type === 'mdat') hasData = true
      if (type === 'mdat' || type === 'meta') end = Math.max(end, boxEnd)
      // The boxes inside these follow each other: continuing after the header enters them.
      if (type === 'meta') yield 4
      else if (type !== 'iprp' && type !== 'ipco') {
        if (type === 'ispe') {
          yield 12
          const [width, height] = [view.getUint32(4), view.getUint32(8)]
          if (width * height > image.width * image.height) Object.assign(image, { width, height })
        }
        if (type === 'irot') {
          yield 1
          image.orientation = quarterTurns[view.getUint8(0) & 3] ?? 1
        }
        if (hasData && image.width) image.end = end
        yield skip(boxEnd - image.offset)
      }
      if (size === 0) return
    }
  },
}

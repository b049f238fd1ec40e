import { type Image, type Search, skip } from './byte-walk.ts'

const littleEndian = 0x4949
const bigEndian = 0x4d4d
/** Source: TIFF 6.0; EXIF 2.32, 4.6.4. */
const orientationTag = 0x0112
const shortType = 3
const headerLength = 8
const entryLength = 12
/** The first directory of a camera has some twenty entries. */
const maxEntries = 200

/**
 * Reads the orientation of an image from the EXIF data that follows, which is a TIFF file.
 * @param length of that data
 * @returns how many of its bytes were used up
 */
export function* readExif(image: Image, length: number): Generator<number | Search, number, void> {
  const { view } = image
  if (length < headerLength) return 0
  yield headerLength
  const order = view.getUint16(0)
  if (order !== littleEndian && order !== bigEndian) return headerLength
  const little = order === littleEndian
  const directoryAt = view.getUint32(4, little)
  let used = headerLength
  if (directoryAt < used || directoryAt + 2 > length) return used
  yield skip(directoryAt - used)
  yield 2
  used = directoryAt + 2
  const entries = Math.min(maxEntries, view.getUint16(0, little))
  for (let entry = 0; entry < entries && used + entryLength <= length; entry++) {
    yield entryLength
    used += entryLength
    if (view.getUint16(0, little) !== orientationTag || view.getUint16(2, little) !== shortType) continue
    const orientation = view.getUint16(8, little)
    if (orientation >= 1 && orientation <= 8) image.orientation = orientation
    return used
  }
  return used
}

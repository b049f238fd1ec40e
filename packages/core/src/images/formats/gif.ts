import { type ImageFormat, type Search, skip } from './byte-walk.ts'

const imageBlock = 0x2c
const extensionBlock = 0x21
const trailer = 0x3b

/** Length of the color table that a block's flags announce. */
const tableLength = (flags: number): number => (flags & 0x80 ? 6 << (flags & 7) : 0)

/** Passes over sub-blocks, each led by its length, to the empty one that ends them. */
function subBlocks(): Search {
  let left = 0
  return (chunk, from) => {
    let at = from + left
    while (at < chunk.length) {
      const length = chunk[at++] ?? 0
      if (length === 0) return at
      at += length
    }
    left = at - chunk.length
    return -1
  }
}

/** GIF 87a and 89a: a screen, then blocks up to the trailer. */
export const gif: ImageFormat = {
  name: 'gif',
  signature: /^GIF8/,
  *walk(image) {
    const { view } = image
    yield 13
    image.width = view.getUint16(6, true)
    image.height = view.getUint16(8, true)
    yield skip(tableLength(view.getUint8(10)))
    while (true) {
      yield 1
      const block = view.getUint8(0)
      if (block === imageBlock) {
        yield 9
        yield skip(tableLength(view.getUint8(8)) + 1)
      } else if (block === extensionBlock) yield 1
      else {
        if (block === trailer) image.end = image.offset
        return
      }
      yield subBlocks()
    }
  },
}

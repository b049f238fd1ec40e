import { expect, it } from 'vitest'

import { bytes } from '../fixtures/bytes.ts'
import { identifyImage } from '../scan-image.ts'

const screen = (flags: number): Uint8Array => bytes('GIF89a', [64, 1, 200, 0, flags, 0, 0])
const image = bytes([0x2c, 0, 0, 0, 0, 64, 1, 200, 0, 0, 2], [2, 0x4c, 1, 0])

it('reads the size of the screen', () => {
  expect(identifyImage(bytes(screen(0), image, ';'))).toMatchObject({ width: 320, height: 200, complete: true })
})

it('passes over color tables, whatever is in them', () => {
  const tables = bytes(screen(0x81), ';;;;;;;;;;;;', [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80], ';;;;;;', [2, 1, 0x3b, 0])
  expect(identifyImage(tables)).toMatchObject({ complete: false })
  expect(identifyImage(bytes(tables, ';'))).toMatchObject({ complete: true })
})

it('passes over extensions and comments that hold a trailer', () => {
  const comment = bytes([0x21, 0xfe, 3], ';;;', [0])
  expect(identifyImage(bytes(screen(0), comment, image))).toMatchObject({ complete: false })
  expect(identifyImage(bytes(screen(0), comment, image, ';'))).toMatchObject({ complete: true })
})

it('is not complete when a block of no known kind comes', () => {
  expect(identifyImage(bytes(screen(0), [0x42], image, ';'))).toMatchObject({ complete: false })
})

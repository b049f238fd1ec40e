import { expect, it } from 'vitest'

import { bytes, u32 } from '../fixtures/bytes.ts'
import { identifyImage } from '../scan-image.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const chunk = (type: string, data: readonly number[] | Uint8Array): Uint8Array =>
  bytes(u32(data.length), type, data, [0, 0, 0, 0])
const header = (width: number, height: number): Uint8Array =>
  chunk('IHDR', [...u32(width), ...u32(height), 8, 2, 0, 0, 0])
const end = chunk('IEND', [])

it('takes no notice of the word IEND inside of data', () => {
  const whole = bytes(signature, header(1024, 768), chunk('tEXt', bytes('Comment\0', end)), chunk('IDAT', [1]), end)
  expect(identifyImage(whole)).toMatchObject({ width: 1024, height: 768, complete: true })
  expect(identifyImage(whole.subarray(0, -end.length))).toMatchObject({ complete: false })
})

it('wants the checksum of IEND too', () => {
  const whole = bytes(signature, header(1, 1), chunk('IDAT', [1]), end)
  expect(identifyImage(whole.subarray(0, -1))).toMatchObject({ complete: false })
})

it('is not an image when another chunk stands first, or a side is 0', () => {
  expect(identifyImage(bytes(signature, chunk('IDAT', new Uint8Array(20)), end))).toBeUndefined()
  expect(identifyImage(bytes(signature, header(0, 5), end))).toBeUndefined()
})

it('reads a chunk of four gigabytes as one that has not ended', () => {
  expect(identifyImage(bytes(signature, header(1, 1), u32(0xffffffff), 'IDAT', [1], end))).toMatchObject({
    complete: false,
  })
})

import { expect, it } from 'vitest'

import { bytes } from '../fixtures/bytes.ts'
import { identifyImage } from '../scan-image.ts'

/** WebP counts from the low end. */
const u32 = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24]
const file = (type: string, data: readonly number[]): Uint8Array =>
  bytes('RIFF', u32(12 + data.length), 'WEBP', type, u32(data.length), data)

it('reads the largest canvas of the extended form', () => {
  expect(identifyImage(file('VP8X', [0x10, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))).toMatchObject({
    width: 16_777_216,
    height: 16_777_216,
    complete: true,
  })
})

it('reads both sides of the lossless form from their 14 bits', () => {
  // 1440 x 256: 1439 in bits 0-13, 255 in bits 14-27
  const bits = 1439 + 255 * 2 ** 14
  expect(identifyImage(file('VP8L', [0x2f, ...u32(bits), 0]))).toMatchObject({ width: 1440, height: 256 })
})

it('leaves the scaling bits of the lossy form out of the size', () => {
  expect(identifyImage(file('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x40, 0x41, 0x80, 0xc0]))).toMatchObject({
    width: 320,
    height: 128,
  })
})

it('wants at least the first chunk, whatever length the file claims', () => {
  const whole = bytes('RIFF', u32(0), 'WEBP', 'VP8L', u32(50), [0x2f, 0, 0, 0, 0], new Uint8Array(45))
  expect(identifyImage(whole.subarray(0, 69))).toMatchObject({ complete: false })
  expect(identifyImage(whole)).toMatchObject({ complete: true })
})

it('is not an image with another first chunk', () => {
  expect(identifyImage(file('JUNK', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))).toBeUndefined()
})

it('reads the smallest files there are', () => {
  const smallest = Uint8Array.from(atob('UklGRhIAAABXRUJQVlA4TAYAAAAvQWxvAGs='), (char) => char.charCodeAt(0))
  expect(identifyImage(smallest)).toMatchObject({ width: 11_330, height: 446, complete: true })
})

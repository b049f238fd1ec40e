import { expect, it } from 'vitest'

import { bytes, u16 } from '../fixtures/bytes.ts'
import { images } from '../fixtures/images.ts'
import { identifyImage } from '../scan-image.ts'

const SOI = [0xff, 0xd8]
const EOI = [0xff, 0xd9]
const segment = (marker: number, payload: Uint8Array | number[]): Uint8Array =>
  bytes([0xff, marker], u16(payload.length + 2), payload)
const frame = (marker: number, width: number, height: number): Uint8Array =>
  segment(marker, [8, ...u16(height), ...u16(width), 1, 1, 0x11, 0])
const scan = segment(0xda, [1, 1, 0, 0, 63, 0])

it('takes no notice of the thumbnail in EXIF, neither of its size nor of its end', () => {
  const exif = segment(0xe1, bytes('Exif\0\0', SOI, frame(0xc0, 160, 120), scan, [1, 2, 3], EOI))
  const whole = bytes(SOI, exif, images.jpegBaseline.subarray(2))
  expect(identifyImage(whole)).toMatchObject({ width: 24, height: 16, complete: true })
  expect(identifyImage(whole.subarray(0, exif.length + 2))).toBeUndefined()
  expect(identifyImage(whole.subarray(0, whole.length - 1))).toMatchObject({ complete: false })
})

it('passes over several segments of the greatest length', () => {
  const profile = segment(0xe2, new Uint8Array(65_533).fill(0xff))
  const whole = bytes(SOI, profile, profile, images.jpegBaseline.subarray(2))
  expect(identifyImage(whole)).toMatchObject({ width: 24, height: 16, complete: true })
})

it.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc9, 0xcf])('reads the size from SOF marker %i', (marker) => {
  expect(identifyImage(bytes(SOI, frame(marker, 1440, 256), scan, [7], EOI))).toMatchObject({
    width: 1440,
    height: 256,
  })
})

it.each([0xc4, 0xc8, 0xcc])('takes marker %i for no frame', (marker) => {
  expect(identifyImage(bytes(SOI, frame(marker, 1440, 256), scan, [7], EOI))).toBeUndefined()
})

it('reads on through stuffed bytes, restart markers and fill bytes', () => {
  const data = [1, 0xff, 0, 2, 0xff, 0xd0, 3, 0xff, 0xd7, 4, 0xff, 0xff, 0xff]
  const whole = bytes(SOI, frame(0xc0, 32, 64), scan, data, EOI)
  expect(identifyImage(whole)).toMatchObject({ width: 32, height: 64, complete: true })
  expect(identifyImage(whole.subarray(0, -1))).toMatchObject({ complete: false })
})

it('takes a frame without any data for incomplete', () => {
  expect(identifyImage(bytes(SOI, frame(0xc0, 32, 64), EOI))).toMatchObject({ complete: false })
})

it('stands segments that claim less than their own length field', () => {
  expect(identifyImage(bytes(SOI, [0xff, 0xe0, 0, 0], frame(0xc0, 32, 64), scan, EOI))).toMatchObject({
    complete: true,
  })
})

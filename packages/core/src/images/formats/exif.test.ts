import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes, u16, u32 } from '../fixtures/bytes.ts'
import { images } from '../fixtures/images.ts'
import { createImageScanner, displayedSize, identifyImage, type ImageScan } from '../scan-image.ts'

/** A TIFF file with one directory. */
function tiff(orientation: number, { little = false, directoryAt = 8, type = 3 } = {}): Uint8Array {
  const order = (part: readonly number[]): number[] => (little ? part.toReversed() : [...part])
  const entry = (tag: number, of: number, value: readonly number[]): number[] => [
    ...order(u16(tag)),
    ...order(u16(of)),
    ...order(u32(1)),
    ...value,
  ]
  return bytes(
    little ? 'II' : 'MM',
    order(u16(42)),
    order(u32(directoryAt)),
    new Uint8Array(directoryAt - 8),
    order(u16(3)),
    entry(0x0100, 3, [...order(u16(9)), 0, 0]),
    entry(0x0112, type, [...order(u16(orientation)), 0, 0]),
    entry(0x011a, 3, [...order(u16(7)), 0, 0]),
    u32(0),
  )
}

const jpegWith = (exif: Uint8Array, marker = 0xe1): Uint8Array =>
  bytes([0xff, 0xd8, 0xff, marker], u16(exif.length + 8), 'Exif\0\0', exif, images.jpegBaseline.subarray(2))
const chunk = (type: string, data: Uint8Array | readonly number[]): Uint8Array =>
  bytes(u32(data.length), type, data, u32(0))
const pngWith = (exif: Uint8Array): Uint8Array =>
  bytes(images.png.subarray(0, 33), chunk('eXIf', exif), images.png.subarray(33))

describe('the orientation', () => {
  it.each([2, 3, 4, 5, 6, 7, 8])('%i of a JPEG is read, in either byte order', (orientation) => {
    const expected = { format: 'jpeg', width: 24, height: 16, orientation, complete: true }
    expect(identifyImage(jpegWith(tiff(orientation)))).toMatchObject(expected)
    expect(identifyImage(jpegWith(tiff(orientation, { little: true })))).toMatchObject(expected)
  })

  it('is read from a directory that stands further behind', () => {
    expect(identifyImage(jpegWith(tiff(6, { directoryAt: 100 })))).toMatchObject({ orientation: 6, complete: true })
  })

  it('of a PNG is read from eXIf', () => {
    expect(identifyImage(pngWith(tiff(8)))).toMatchObject({ format: 'png', orientation: 8, complete: true })
  })

  it('of a WebP is read from the chunk behind its data', () => {
    const padded = (type: string, data: Uint8Array): Uint8Array => {
      const length = [...u32(data.length)].toReversed()
      return bytes(type, length, data, new Uint8Array(data.length % 2))
    }
    const flags = (exif: number): Uint8Array => bytes([exif, 0, 0, 0, 99, 0, 0, 49, 0, 0])
    const webp = (exif: number): Uint8Array => {
      const body = bytes(
        'WEBP',
        padded('VP8X', flags(exif)),
        padded('VP8 ', bytes('abc')),
        padded('EXIF', tiff(6, { little: true })),
      )
      return bytes('RIFF', [...u32(body.length)].toReversed(), body)
    }
    expect(identifyImage(webp(0x08))).toMatchObject({ width: 100, height: 50, orientation: 6, complete: true })
    expect(identifyImage(webp(0))).not.toHaveProperty('orientation')
  })

  it('is absent when the image is not turned, or has an invalid value', () => {
    for (const exif of [tiff(1), tiff(0), tiff(9), tiff(6, { type: 4 }), bytes('garbage of some length')]) {
      expect(identifyImage(jpegWith(exif))).not.toHaveProperty('orientation')
      expect(identifyImage(pngWith(exif))).not.toHaveProperty('orientation')
    }
    expect(identifyImage(jpegWith(tiff(6), 0xe2))).not.toHaveProperty('orientation')
  })

  it('damages nothing else, whatever bytes replace it, and however they arrive', () => {
    const anyExif = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.tuple(fc.boolean(), fc.nat(40), fc.nat(400), fc.nat(255)).map(([little, cut, at, value]) => {
        const exif = tiff(6, { little })
        if (at < exif.length) exif[at] = value
        return exif.subarray(0, Math.max(0, exif.length - cut))
      }),
    )
    fc.assert(
      fc.property(anyExif, fc.integer({ min: 1, max: 40 }), (exif, step) => {
        for (const whole of [jpegWith(exif), pngWith(exif)]) {
          const scanner = createImageScanner()
          for (let at = 0; at < whole.length; at += step) scanner.push(whole.subarray(at, at + step))
          expect(scanner.finish()).toMatchObject({ complete: true })
          expect(scanner.finish()).toEqual(identifyImage(whole))
        }
      }),
    )
  })
})

describe('the displayed size', () => {
  const scan = (orientation?: number): Pick<ImageScan, 'width' | 'height' | 'orientation'> => ({
    width: 4000,
    height: 3000,
    ...(orientation === undefined ? {} : { orientation }),
  })

  it.each([undefined, 2, 3, 4])('is the stored one with orientation %s', (orientation) => {
    expect(displayedSize(scan(orientation))).toEqual({ width: 4000, height: 3000 })
  })

  it.each([5, 6, 7, 8])('is turned with orientation %i', (orientation) => {
    expect(displayedSize(scan(orientation))).toEqual({ width: 3000, height: 4000 })
  })
})

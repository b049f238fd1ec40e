import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { bytes } from './fixtures/bytes.ts'
import { type ImageName, images } from './fixtures/images.ts'
import { createImageScanner, identifyImage, type ImageScan } from './scan-image.ts'

const formatOf: Record<ImageName, ImageScan['format']> = {
  png: 'png',
  jpegBaseline: 'jpeg',
  jpegProgressive: 'jpeg',
  webpLossy: 'webp',
  webpLossless: 'webp',
  webpAlpha: 'webp',
  gif: 'gif',
  gifAnimated: 'gif',
  avif: 'avif',
  avifAlpha: 'avif',
}
const names = Object.keys(formatOf) as ImageName[]

describe('a whole image', () => {
  it.each([
    ['png', { format: 'png', mimeType: 'image/png', extension: 'png', width: 24, height: 16, complete: true }],
    [
      'jpegBaseline',
      { format: 'jpeg', mimeType: 'image/jpeg', extension: 'jpg', width: 24, height: 16, complete: true },
    ],
    [
      'jpegProgressive',
      { format: 'jpeg', mimeType: 'image/jpeg', extension: 'jpg', width: 24, height: 16, complete: true },
    ],
    ['webpLossy', { format: 'webp', mimeType: 'image/webp', extension: 'webp', width: 24, height: 16, complete: true }],
    [
      'webpLossless',
      { format: 'webp', mimeType: 'image/webp', extension: 'webp', width: 24, height: 16, complete: true },
    ],
    ['webpAlpha', { format: 'webp', mimeType: 'image/webp', extension: 'webp', width: 24, height: 16, complete: true }],
    ['gif', { format: 'gif', mimeType: 'image/gif', extension: 'gif', width: 24, height: 16, complete: true }],
    ['gifAnimated', { format: 'gif', mimeType: 'image/gif', extension: 'gif', width: 24, height: 8, complete: true }],
    ['avif', { format: 'avif', mimeType: 'image/avif', extension: 'avif', width: 24, height: 16, complete: true }],
    ['avifAlpha', { format: 'avif', mimeType: 'image/avif', extension: 'avif', width: 24, height: 16, complete: true }],
  ] as const)('%s is identified', (name, scan) => {
    expect(identifyImage(images[name])).toEqual(scan)
  })

  it.each(names)('%s with bytes behind it is still complete', (name) => {
    expect(identifyImage(bytes(images[name], 'trailing bytes', [0xff, 0xd9]))).toMatchObject({ complete: true })
  })
})

describe('a cut image', () => {
  it.each(names)('%s is never complete, wherever it is cut', (name) => {
    const whole = images[name]
    const claims = Array.from(
      { length: whole.length },
      (_, length) => identifyImage(whole.subarray(0, length))?.complete,
    )
    expect(claims.indexOf(true)).toBe(-1)
    expect(claims.indexOf(false)).toBeGreaterThan(0)
  })

  it.each(names)('%s has its size once its header is there', (name) => {
    const whole = images[name]
    expect(identifyImage(whole.subarray(0, whole.length - 1))).toMatchObject({ width: 24, complete: false })
  })
})

describe('the scanner', () => {
  it('says after twelve bytes what the image promises to be', () => {
    const scanner = createImageScanner()
    scanner.push(images.webpLossy.subarray(0, 11))
    expect(scanner.format).toBeUndefined()
    scanner.push(images.webpLossy.subarray(11, 12))
    expect(scanner.format).toBe('webp')
  })

  it('says after twelve bytes that it is not an image, and shows them', () => {
    const scanner = createImageScanner()
    scanner.push(bytes('<!doctype html><html>'))
    expect(scanner.format).toBe(false)
    expect(scanner.head).toBe('<!doctype ht')
  })

  it('shows what little there is of a very short body', () => {
    const scanner = createImageScanner()
    scanner.push(bytes('{}'))
    expect(scanner.head).toBe('{}')
    expect(scanner.format).toBeUndefined()
    expect(scanner.finish()).toBeUndefined()
  })

  it('gives the same answer however the bytes are divided', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.integer({ min: 0, max: 40 })),
        fc.nat({ max: 1100 }),
        (name, sizes, cut) => {
          const whole = images[name].subarray(0, cut)
          const scanner = createImageScanner()
          let offset = 0
          for (const size of sizes) {
            scanner.push(whole.subarray(offset, offset + size))
            offset += size
          }
          scanner.push(whole.subarray(offset))
          expect(scanner.finish()).toEqual(identifyImage(whole))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('gives the same answer byte by byte', () => {
    for (const name of names) {
      const scanner = createImageScanner()
      for (const byte of images[name]) scanner.push(Uint8Array.of(byte))
      expect(scanner.finish()).toMatchObject({ format: formatOf[name], complete: true })
    }
  })

  it('never throws and never invents a size, whatever the bytes', () => {
    const start = fc
      .constantFrom(...names)
      .chain((name) => fc.integer({ min: 0, max: 60 }).map((length) => images[name].subarray(0, length)))
    fc.assert(
      fc.property(fc.option(start, { nil: new Uint8Array() }), fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        const scan = identifyImage(bytes(head, tail))
        expect(scan === undefined || scan.width * scan.height > 0).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('never throws when bytes of a real image are damaged', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 255 })), { maxLength: 8 }),
        (name, damage) => {
          const copy = images[name].slice()
          for (const [at, value] of damage) copy[at % copy.length] = value
          expect(() => identifyImage(copy)).not.toThrow()
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each(['', 'BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00', 'II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00'])(
    'knows no other formats: %j',
    (text) => {
      expect(identifyImage(bytes(text))).toBeUndefined()
    },
  )
})

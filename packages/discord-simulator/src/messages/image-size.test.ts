import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readImage } from './image-size.ts'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

test.each([
  [
    'PNG',
    '89504e470d0a1a0a 0000000d 49484452 00000320 00000258',
    { contentType: 'image/png', width: 800, height: 600 },
  ],
  ['GIF', '474946383961 2003 5802 000000', { contentType: 'image/gif', width: 800, height: 600 }],
  [
    'JPEG after another segment',
    'ffd8 ffe0 0004 0000 ffc0 0011 08 0258 0320 03 00',
    { contentType: 'image/jpeg', width: 800, height: 600 },
  ],
  [
    'WebP, lossy',
    '52494646 00000000 57454250 56503820 00000000 00000000 0000 2003 5802',
    { contentType: 'image/webp', width: 800, height: 600 },
  ],
  [
    'WebP, extended',
    '52494646 00000000 57454250 56503858 0a000000 00000000 1f0300 570200',
    { contentType: 'image/webp', width: 800, height: 600 },
  ],
])('%s', (_name, hex, expected) => {
  expect(readImage(bytesOf(hex))).toEqual(expected)
})

test('whatever the bytes are, there is an answer', () => {
  const start = fc.constantFrom('', 'ffd8', '89504e47', '47494638', '524946460000000057454250')
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 60 }), (hex, rest) => {
      expect(() => readImage(Uint8Array.from([...bytesOf(hex), ...rest]))).not.toThrow()
    }),
  )
})

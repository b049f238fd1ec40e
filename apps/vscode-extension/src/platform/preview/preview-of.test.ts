import { drawImage } from '@fluxkit/simulator/draw'
import { expect, test } from 'vitest'
import { previewOf } from './preview-of.ts'

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)

test.each([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['webp', 'image/webp'],
])('a small .%s is shown as it is, as %s', (extension, mimeType) => {
  expect(previewOf(jpeg, { extension, width: 1024, height: 1024 })).toEqual({ bytes: jpeg, mimeType })
})

test('a larger PNG is made smaller', async () => {
  const bytes = await drawImage({ prompt: 'a fox', model: 'flux-dev', seed: 1, width: 1056, height: 64 })
  const preview = previewOf(bytes, { extension: 'png', width: 1056, height: 64 })
  const view = new DataView((preview?.bytes ?? new Uint8Array(24)).buffer)
  expect([preview?.mimeType, view.getUint32(16), view.getUint32(20)]).toEqual(['image/png', 528, 32])
})

test.each([
  ['a larger JPEG', { extension: 'jpg', width: 1025, height: 8 }, jpeg],
  ['a larger WebP', { extension: 'webp', width: 8, height: 2048 }, jpeg],
  ['a small image of many bytes', { extension: 'jpg', width: 8, height: 8 }, new Uint8Array(2 * 1024 * 1024 + 1)],
])('of %s there is none', (_, size, bytes) => {
  expect(previewOf(bytes, size)).toBeUndefined()
})

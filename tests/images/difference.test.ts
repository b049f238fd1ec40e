import sharp from 'sharp'
import { expect, test } from 'vitest'
import { difference } from './difference.ts'

const grey = (brightness: number, sidePx: number): Promise<Buffer> =>
  sharp({
    create: { width: sidePx, height: sidePx, channels: 3, background: { r: brightness, g: brightness, b: brightness } },
  })
    .png()
    .toBuffer()

test('an image differs from itself by nothing, and so does a larger one of the same look', async () => {
  expect(await difference(await grey(90, 64), await grey(90, 64))).toBe(0)
  expect(await difference(await grey(90, 64), await grey(90, 300))).toBe(0)
})

test('the difference is that of brightness', async () => {
  expect(await difference(await grey(0, 64), await grey(255, 64))).toBe(255)
  expect(await difference(await grey(90, 64), await grey(100, 64))).toBe(10)
})

test('half an image counts half', async () => {
  const half = await sharp(await grey(0, 64))
    .composite([
      {
        input: await sharp(await grey(255, 64))
          .resize(32, 64, { fit: 'fill' })
          .png()
          .toBuffer(),
        left: 0,
        top: 0,
      },
    ])
    .png()
    .toBuffer()
  expect(await difference(await grey(0, 64), half)).toBeCloseTo(127.5, 0)
})

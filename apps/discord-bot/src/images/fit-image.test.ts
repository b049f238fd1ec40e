import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { fitImage } from './fit-image.ts'

/** Noise hardly compresses. */
function noise(side: number): Promise<Buffer> {
  let state = 1
  const values = Array.from({ length: side * side * 3 }, () => (state = (state * 48_271) % 2_147_483_647) & 255)
  return sharp(Buffer.from(values), { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer()
}

describe('an image and the limit of a place', () => {
  test('what fits stays as it is', async () => {
    const bytes = await noise(64)
    expect(await fitImage({ bytes, extension: 'png' }, bytes.byteLength)).toEqual({ bytes, extension: 'png' })
  })

  test('what is larger comes as WebP under the limit, still an image', async () => {
    const bytes = await noise(512)
    const fitted = await fitImage({ bytes, extension: 'png' }, Math.floor(bytes.byteLength / 8))

    expect(fitted?.extension).toBe('webp')
    expect(fitted?.bytes.byteLength).toBeLessThanOrEqual(bytes.byteLength / 8)
    expect((await sharp(fitted?.bytes).metadata()).format).toBe('webp')
  })

  test('one at a time on one thread, and nothing is kept: the cores and the memory belong to the answers', async () => {
    await fitImage({ bytes: await noise(64), extension: 'png' }, 100)

    expect(sharp.concurrency()).toBe(1)
    expect(sharp.cache()).toMatchObject({ memory: { max: 0 }, items: { max: 0 } })
  })

  test.each([0, 40])('nothing fits into %d bytes', async (maxBytes) => {
    expect(await fitImage({ bytes: await noise(256), extension: 'png' }, maxBytes)).toBeUndefined()
  })

  test('an image of more than 25 megapixels is never unpacked, however few bytes it has', async () => {
    const bytes = await sharp({ create: { width: 5_100, height: 5_000, channels: 3, background: '#123' } })
      .png()
      .toBuffer()

    expect(await fitImage({ bytes, extension: 'png' }, bytes.byteLength - 1)).toBeUndefined()
    const smaller = await sharp({ create: { width: 500, height: 500, channels: 3, background: '#123' } })
      .png()
      .toBuffer()
    expect(await fitImage({ bytes: smaller, extension: 'png' }, smaller.byteLength - 1)).toBeDefined()
  })

  test('bytes that are not an image are not forced', async () => {
    expect(await fitImage({ bytes: Buffer.alloc(100, 1), extension: 'png' }, 10)).toBeUndefined()
  })
})

import { identifyImage } from '@fluxkit/core/images'
import { crc32, deflateSync } from 'node:zlib'
import { drawImage } from '@fluxkit/simulator/draw'
import { describe, expect, test } from 'vitest'
import { shrinkPng } from './shrink-png.ts'

const draw = (width: number, height: number): Promise<Uint8Array> =>
  drawImage({ prompt: 'a fox', model: 'flux-dev', seed: 1, width, height })

describe('a preview', () => {
  test('keeps the shape and stays within the limit', async () => {
    const preview = shrinkPng(await draw(300, 150), 100)
    expect(identifyImage(preview ?? new Uint8Array())).toMatchObject({
      format: 'png',
      width: 100,
      height: 50,
      complete: true,
    })
  })

  test('shows the same colours', async () => {
    const whole = await draw(64, 64)
    const preview = shrinkPng(whole, 32) ?? new Uint8Array()
    expect(shrinkPng(preview, 1)).toEqual(shrinkPng(whole, 1))
  })

  test('of an image that would fill the memory there is none, whatever its header promises', async () => {
    const bytes = (await draw(64, 64)).slice()
    const view = new DataView(bytes.buffer)
    view.setUint32(16, 2 ** 31 - 1)
    view.setUint32(20, 2 ** 31 - 1)
    expect(shrinkPng(bytes, 100)).toBeUndefined()
  })

  test.each([
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['nothing', new Uint8Array()],
  ])('of %s there is none', (_, bytes) => {
    expect(shrinkPng(bytes, 100)).toBeUndefined()
  })
})

// In the lower right the prediction from the left and from the corner are equally near: the left one counts.
test('rows with the filter of Paeth are read as the specification says', () => {
  const row = (filter: number, ...grey: number[]): number[] => [
    filter,
    ...grey.flatMap((value) => [value, value, value]),
  ]
  const plain = aPng([...row(0, 10, 14), ...row(0, 2, 50)])
  const filtered = aPng([...row(0, 10, 14), ...row(4, 256 - 8, 48)])
  expect(shrinkPng(filtered, 1)).toEqual(shrinkPng(plain, 1))
})

/** Two by two pixels, RGB. */
function aPng(rows: readonly number[]): Uint8Array {
  const chunk = (name: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(name), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0)
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Uint8Array.from(rows))),
    chunk('IEND', new Uint8Array()),
  ]
  return new Uint8Array(Buffer.concat([signature, ...parts]))
}

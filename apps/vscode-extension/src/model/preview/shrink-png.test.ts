import { identifyImage } from '@fluxkit/core/images'
import { drawPicture } from '@fluxkit/simulator/draw'
import { describe, expect, test } from 'vitest'
import { shrinkPng } from './shrink-png.ts'

const draw = (width: number, height: number): Promise<Uint8Array> =>
  drawPicture({ prompt: 'a fox', model: 'flux-dev', seed: 1, width, height })

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

  test('of a picture that would fill the memory there is none, whatever its header promises', async () => {
    const bytes = (await draw(64, 64)).slice()
    const view = new DataView(bytes.buffer)
    view.setUint32(16, 8193)
    view.setUint32(20, 8192)
    expect(shrinkPng(bytes, 100)).toBeUndefined()
  })

  test.each([
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['nothing', new Uint8Array()],
  ])('of %s there is none', (_, bytes) => {
    expect(shrinkPng(bytes, 100)).toBeUndefined()
  })
})

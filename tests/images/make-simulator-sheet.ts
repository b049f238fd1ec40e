import { paint } from '@fluxkit/simulator/draw'
import sharp from 'sharp'

/** Two of each style. */
const images = [
  ['a red fox at sunset', 7],
  ['a neon city at night', 3],
  ['green hills after rain', 11],
  ['purple orchid', 8],
  ['a boat on a calm sea', 11],
  ['a white siamese cat', 9],
  ['a lava planet', 12],
  ['gold coffee', 11],
] as const

const columns = 4
const sidePx = 440
const gapPx = 8

/** Images of the simulator in two rows. */
export function makeSimulatorSheet(): Promise<Buffer> {
  const step = sidePx + gapPx
  const cells = images.map(([prompt, seed], index) => {
    const { data, width, height } = paint({ prompt, model: 'flux-dev', seed, width: sidePx, height: sidePx })
    return {
      input: Buffer.from(data),
      raw: { width, height, channels: 3 as const },
      left: (index % columns) * step,
      top: Math.floor(index / columns) * step,
    }
  })
  const width = columns * step - gapPx
  const height = (images.length / columns) * step - gapPx
  return sharp({ create: { width, height, channels: 3, background: 'white' } })
    .composite(cells)
    .jpeg({ quality: 88 })
    .toBuffer()
}

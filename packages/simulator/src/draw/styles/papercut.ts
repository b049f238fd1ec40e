import { createGrid, normalise, spread } from '../field.ts'
import { createNoise, fractal } from '../noise.ts'
import { at, type Palette } from '../palette.ts'
import type { Pixels } from '../pixels.ts'

/** Darkness added by each of the points towards the light that lie under a higher sheet. */
const shadowSteps = [0.11, 0.09, 0.07, 0.05]

/** Sheets of coloured paper cut along contour lines, each throwing a soft shadow on the one below. */
export function paintPapercut({ width, height, data }: Pixels, palette: Palette, random: () => number): void {
  const side = Math.min(width, height)
  const noise = createNoise(random)
  const sheets = 7 + Math.floor(random() * 4)
  const scale = 0.8 + random() * 0.6
  const isDarkOnTop = random() < 0.5
  const centreX = (random() * 0.6 + 0.2) * (width / side)
  const centreY = (random() * 0.6 + 0.2) * (height / side)
  const grid = normalise(
    createGrid(width, height, (x, y) => {
      const bent = fractal(noise, x * scale + 3.7, y * scale + 8.1, 2) * 0.9
      const bowl = Math.sqrt((x - centreX) ** 2 + (y - centreY) ** 2)
      return bowl * 1.1 + fractal(noise, x * scale * 1.4 + bent, y * scale * 1.4 - bent, 2) * 1.3
    }),
  )
  const field = spread(grid, width, height)
  const paper = Array.from({ length: sheets }, (_, sheet) => {
    const tone = (sheet + 0.5) / sheets
    return at(isDarkOnTop ? 0.95 - tone * 0.88 : 0.07 + tone * 0.88)
  })
  const reach = side / 48
  const offsets = shadowSteps.map((_, step) => Math.max(1, Math.round((reach * (step + 1)) / shadowSteps.length)))
  // One pixel of the field's usual slope: the edges of sheets are that soft.
  const softness = 2.4 / side
  for (let y = 0, index = 0; y < height; y++) {
    const row = 1.03 - 0.06 * (y / height)
    for (let x = 0; x < width; x++, index++) {
      const level = (field[index] as number) * sheets
      const sheet = level >= sheets ? sheets - 1 : level | 0
      let light = row
      for (let step = 0; step < offsets.length; step++) {
        const offset = offsets[step] as number
        const from = index - (y < offset ? y : offset) * width - (x < offset ? x : offset)
        if ((field[from] as number) * sheets >= sheet + 1) light -= shadowSteps[step] as number
      }
      const edge = (level - sheet) / (softness * sheets)
      const share = edge > 1 ? 1 : edge
      const upper = paper[sheet] as number
      const lower = paper[sheet === 0 ? 0 : sheet - 1] as number
      for (let part = 0; part < 3; part++) {
        const under = palette[lower + part] as number
        const value = (under + ((palette[upper + part] as number) - under) * share) * light
        data[index * 3 + part] = value > 255 ? 255 : value
      }
    }
  }
}

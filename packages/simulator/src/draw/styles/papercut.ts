import { createField, normalise } from '../field.ts'
import { createNoise, fractal } from '../noise.ts'
import { at, type Palette } from '../palette.ts'
import type { Pixels } from '../pixels.ts'

/** Sheets of coloured paper cut along contour lines, each throwing a soft shadow on the one below. */
export function paintPapercut({ width, height, data }: Pixels, palette: Palette, random: () => number): void {
  const noise = createNoise(random)
  const sheets = 7 + Math.floor(random() * 4)
  const scale = 0.9 + random() * 0.7
  const isDarkOnTop = random() < 0.5
  const centreX = (random() * 0.6 + 0.2) * (width / Math.min(width, height))
  const centreY = (random() * 0.6 + 0.2) * (height / Math.min(width, height))
  const field = normalise(
    createField(width, height, (x, y) => {
      const bent = fractal(noise, x * scale + 3.7, y * scale + 8.1, 2) * 0.9
      const bowl = Math.hypot(x - centreX, y - centreY)
      return bowl * 1.1 + fractal(noise, x * scale * 1.4 + bent, y * scale * 1.4 - bent, 3) * 1.2
    }),
  )
  const reach = Math.max(1, Math.round(Math.min(width, height) / 70))
  const last = width * height - 1
  // One pixel of the field's usual slope: edges of sheets are that soft.
  const softness = 2.2 / Math.min(width, height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x
      const level = (field[index] as number) * sheets
      const sheet = Math.min(sheets - 1, level | 0)
      const overEdge = Math.min(1, (level - sheet) / (softness * sheets))
      let shadow = 0
      for (let step = 1; step <= 3; step++) {
        const offset = Math.ceil((reach * step) / 3)
        const from = index - Math.min(y, offset) * width - Math.min(x, offset)
        const above = ((field[from < 0 ? 0 : from > last ? last : from] as number) * sheets) | 0
        if (above > sheet) shadow += 0.17 - step * 0.025
      }
      const tone = (sheet + 0.5) / sheets
      const upper = at(isDarkOnTop ? 0.95 - tone * 0.88 : 0.07 + tone * 0.88)
      const lowerTone = (sheet - 0.5) / sheets
      const lower = sheet === 0 ? upper : at(isDarkOnTop ? 0.95 - lowerTone * 0.88 : 0.07 + lowerTone * 0.88)
      const light = (1 - shadow) * (1.03 - 0.06 * (y / height))
      for (let part = 0; part < 3; part++) {
        const under = palette[lower + part] as number
        const value = (under + ((palette[upper + part] as number) - under) * overEdge) * light
        data[index * 3 + part] = value > 255 ? 255 : value
      }
    }
  }
}

import { createGrid, normalise, spread } from '../tools/field.ts'
import { createNoise, fractal } from '../tools/noise.ts'
import { at, type Palette } from '../tools/palette.ts'
import type { Pixels } from '../tools/pixels.ts'

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
  const top = sheets - 1
  const sheetOf = new Uint8Array(field.length)
  for (let index = 0; index < field.length; index++) {
    const sheet = ((field[index] as number) * sheets) | 0
    sheetOf[index] = sheet > top ? top : sheet
  }
  const margin = offsets.at(-1) ?? 0
  const [near = 0, nearer = 0, farther = 0, far = 0] = offsets.map((offset) => offset * (width + 1))
  const [nearDark = 0, nearerDark = 0, fartherDark = 0, farDark = 0] = shadowSteps

  function shadowAt(index: number, sheet: number): number {
    let dark = 0
    if ((sheetOf[index - near] as number) > sheet) dark += nearDark
    if ((sheetOf[index - nearer] as number) > sheet) dark += nearerDark
    if ((sheetOf[index - farther] as number) > sheet) dark += fartherDark
    if ((sheetOf[index - far] as number) > sheet) dark += farDark
    return dark
  }

  /** Near the upper and the left edge the points towards the light stop at the edge. */
  function shadowAtEdge(x: number, y: number, sheet: number): number {
    return offsets.reduce((dark, offset, step) => {
      const from = Math.max(0, y - offset) * width + Math.max(0, x - offset)
      return (sheetOf[from] as number) > sheet ? dark + (shadowSteps[step] ?? 0) : dark
    }, 0)
  }

  for (let y = 0, index = 0; y < height; y++) {
    const row = 1.03 - 0.06 * (y / height)
    for (let x = 0; x < width; x++, index++) {
      const sheet = sheetOf[index] as number
      const light = row - (x < margin || y < margin ? shadowAtEdge(x, y, sheet) : shadowAt(index, sheet))
      const edge = ((field[index] as number) * sheets - sheet) / (softness * sheets)
      const lower = edge < 1 && sheet > 0 ? 1 - edge : 0
      const over = paper[sheet] as number
      const under = paper[lower > 0 ? sheet - 1 : sheet] as number
      const to = index * 3
      const red = (palette[over] as number) * (1 - lower) + (palette[under] as number) * lower
      const green = (palette[over + 1] as number) * (1 - lower) + (palette[under + 1] as number) * lower
      const blue = (palette[over + 2] as number) * (1 - lower) + (palette[under + 2] as number) * lower
      data[to] = red * light > 255 ? 255 : red * light
      data[to + 1] = green * light > 255 ? 255 : green * light
      data[to + 2] = blue * light > 255 ? 255 : blue * light
    }
  }
}

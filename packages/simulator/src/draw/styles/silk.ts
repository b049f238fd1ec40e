import { createField, normalise, vignette } from '../field.ts'
import { createNoise, fractal } from '../noise.ts'
import { at, type Palette } from '../palette.ts'
import type { Pixels } from '../pixels.ts'

/** Folded cloth: noise that is bent by noise, lit from the upper left. */
export function paintSilk({ width, height, data }: Pixels, palette: Palette, random: () => number): void {
  const noise = createNoise(random)
  const scale = 0.9 + random() * 0.8
  const bend = 1.5 + random() * 1.4
  const angle = random() * Math.PI
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const folds = 7 + random() * 6
  const field = normalise(
    createField(width, height, (px, py) => {
      const x = (px * cos - py * sin) * scale
      const y = (px * sin + py * cos) * scale * 1.7
      const qx = fractal(noise, x, y, 2)
      const qy = fractal(noise, x + 5.2, y + 1.3, 2)
      return fractal(noise, x + bend * qx, y + bend * qy, 3)
    }),
  )
  // Slopes are per pixel; the light must not depend on the size of the picture.
  const relief = Math.min(width, height) / 90
  const edges = vignette(width, height, 0.55)
  for (let y = 0; y < height; y++) {
    const down = y + 1 < height ? width : -width
    for (let x = 0; x < width; x++) {
      const index = y * width + x
      const here = field[index] as number
      const fold = Math.sin(here * folds * 6.283)
      const slopeX = (field[x + 1 < width ? index + 1 : index - 1] as number) - here
      const slopeY = (field[index + down] as number) - here
      const slope = (slopeX + (down > 0 ? slopeY : -slopeY)) * relief
      const shine = fold * 0.1 * Math.min(1, Math.abs(slope) * 14)
      const light = Math.max(0.45, Math.min(1.5, 1 - slope * 6.5 + shine))
      const shade = light * (1 - (edges.columns[x] as number) - (edges.rows[y] as number))
      const colour = at(0.06 + here * 0.86 + fold * 0.035)
      for (let part = 0; part < 3; part++) {
        const value = (palette[colour + part] as number) * shade
        data[index * 3 + part] = value > 255 ? 255 : value
      }
    }
  }
}

import { createGrid, spread, vignette } from '../draw/tools/field.ts'
import { createNoise, fractal } from '../draw/tools/noise.ts'
import { at, type Palette } from '../draw/tools/palette.ts'
import { createPixels, type Pixels } from '../draw/tools/pixels.ts'

/** Scales an image to fill width × height, cutting what stands out on the longer axis. */
export function fitInto(input: Pixels, width: number, height: number): Pixels {
  const output = createPixels(width, height)
  const scale = Math.max(width / input.width, height / input.height)
  const left = (input.width - width / scale) / 2
  const top = (input.height - height / scale) / 2
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      sample(input, left + (x + 0.5) / scale - 0.5, top + (y + 0.5) / scale - 0.5, output.data, (y * width + x) * 3)
  }
  return output
}

/** Mixes the four pixels around a point. */
function sample({ width, height, data }: Pixels, x: number, y: number, target: Uint8Array, to: number): void {
  const x0 = x < 0 ? 0 : x >= width - 1 ? width - 1 : Math.floor(x)
  const y0 = y < 0 ? 0 : y >= height - 1 ? height - 1 : Math.floor(y)
  const x1 = x0 + 1 < width ? x0 + 1 : x0
  const y1 = y0 + 1 < height ? y0 + 1 : y0
  const fx = Math.min(1, Math.max(0, x - x0))
  const fy = Math.min(1, Math.max(0, y - y0))
  for (let part = 0; part < 3; part++) {
    const a = data[(y0 * width + x0) * 3 + part] as number
    const b = data[(y0 * width + x1) * 3 + part] as number
    const c = data[(y1 * width + x0) * 3 + part] as number
    const d = data[(y1 * width + x1) * 3 + part] as number
    const upper = a + (b - a) * fx
    target[to + part] = upper + (c + (d - c) * fx - upper) * fy + 0.5
  }
}

/** Bends the image as seen through old glass and recolours it by brightness, keeping some of its own colours. */
export function restyle(input: Pixels, palette: Palette, random: () => number): Pixels {
  const { width, height } = input
  const output = createPixels(width, height)
  const noise = createNoise(random)
  const bend = Math.min(width, height) * (0.015 + random() * 0.015)
  const bendX = spread(
    createGrid(width, height, (x, y) => fractal(noise, x * 3, y * 3, 2) * bend),
    width,
    height,
  )
  const bendY = spread(
    createGrid(width, height, (x, y) => fractal(noise, x * 3 + 40, y * 3 + 40, 2) * bend),
    width,
    height,
  )
  const edges = vignette(width, height, 0.6)
  const tones = 6
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x
      const to = index * 3
      sample(input, x + (bendX[index] as number), y + (bendY[index] as number), output.data, to)
      const [red = 0, green = 0, blue = 0] = [output.data[to], output.data[to + 1], output.data[to + 2]]
      const brightness = (red * 0.299 + green * 0.587 + blue * 0.114) / 255
      // Few tones with soft borders: a poster, not a photograph.
      const tone = brightness * tones
      const step = Math.floor(tone)
      const posterised = (step + Math.min(1, Math.max(0, (tone - step - 0.4) * 5))) / tones
      const colour = at(0.04 + posterised * 0.92)
      const light = 1 - (edges.columns[x] as number) - (edges.rows[y] as number)
      for (let part = 0; part < 3; part++) {
        const own = output.data[to + part] as number
        output.data[to + part] = (own * 0.22 + (palette[colour + part] as number) * 0.78) * light
      }
    }
  }
  return output
}

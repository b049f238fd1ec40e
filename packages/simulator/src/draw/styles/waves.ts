import { createNoise } from '../tools/noise.ts'
import { at, type Palette } from '../tools/palette.ts'
import type { Pixels } from '../tools/pixels.ts'

/** Ribbons of colour that lie over one another like dunes, each lit along its crest. */
export function paintWaves({ width, height, data }: Pixels, palette: Palette, random: () => number): void {
  const side = Math.min(width, height)
  const noise = createNoise(random)
  const ribbons = 9 + Math.floor(random() * 6)
  const scale = (0.7 + random() * 0.7) / side
  const swing = side * (0.1 + random() * 0.09)
  const slant = (random() - 0.5) * 0.5
  const drift = 0.16 + random() * 0.14
  const isLightOnTop = random() < 0.6
  const step = (height * 1.3) / ribbons

  function crest(ribbon: number): Float32Array {
    return Float32Array.from({ length: width }, (_, x) => {
      const flow =
        noise(x * scale + ribbon * drift * 0.6, ribbon * drift) + noise(x * scale * 2.3, ribbon * drift + 9) * 0.32
      return ribbon * step - height * 0.15 + (x - width / 2) * slant + flow * swing
    })
  }

  const shadowReach = step * 0.9
  let upper: Float32Array = new Float32Array(width).fill(-height)
  for (let ribbon = 0; ribbon <= ribbons; ribbon++) {
    const lower = ribbon === ribbons ? new Float32Array(width).fill(height * 2) : crest(ribbon + 0.5)
    const tone = ribbon / ribbons
    const body = isLightOnTop ? 0.86 - tone * 0.74 : 0.12 + tone * 0.74
    const glow = Uint16Array.from({ length: 257 }, (_, part) =>
      at(body + 0.2 * (1 - part / 256) ** 2.4 - 0.05 * (part / 256)),
    )
    paintRibbon(upper, lower, glow)
    upper = lower
  }

  function paintRibbon(top: Float32Array, bottom: Float32Array, glow: Uint16Array): void {
    let firstRow = height
    let lastRow = 0
    for (let x = 0; x < width; x++) {
      firstRow = Math.min(firstRow, Math.max(0, Math.floor(top[x] as number)))
      lastRow = Math.max(lastRow, Math.min(height, Math.ceil(bottom[x] as number) + 1))
    }
    const depth = step * 1.7
    for (let y = firstRow; y < lastRow; y++) {
      for (let x = 0; x < width; x++) {
        const below = y + 1 - (top[x] as number)
        const above = (bottom[x] as number) - y
        if (below <= 0 || above < -1) continue
        const share = below / depth
        const colour = glow[share >= 1 ? 256 : (share * 256) | 0] as number
        const near = 1 - above / shadowReach
        const light = near <= 0 ? 1 : 1 - 0.34 * near * near * near
        const shade = light > 0.66 ? light : 0.66
        const to = (y * width + x) * 3
        const red = (palette[colour] as number) * shade
        const green = (palette[colour + 1] as number) * shade
        const blue = (palette[colour + 2] as number) * shade
        const behind = below < 1 ? 1 - below : 0
        data[to] = red + ((data[to] as number) - red) * behind
        data[to + 1] = green + ((data[to + 1] as number) - green) * behind
        data[to + 2] = blue + ((data[to + 2] as number) - blue) * behind
      }
    }
  }
}

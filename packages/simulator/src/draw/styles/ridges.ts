import { createNoise, fractal, type Noise } from '../tools/noise.ts'
import { at, type Palette } from '../tools/palette.ts'
import type { Pixels } from '../tools/pixels.ts'

interface Scene {
  readonly pixels: Pixels
  readonly palette: Palette
  readonly random: () => number
  readonly noise: Noise
  /** Below this line there is water; `height` when there is none. */
  readonly waterY: number
  readonly sunX: number
  readonly sunY: number
  readonly sunRadius: number
}

/** Mountains behind mountains, a sun or a moon, often a lake. */
export function paintRidges(pixels: Pixels, palette: Palette, random: () => number): void {
  const { width, height } = pixels
  const side = Math.min(width, height)
  const sunRadius = side * (0.05 + random() * 0.07)
  const scene: Scene = {
    pixels,
    palette,
    random,
    noise: createNoise(random),
    waterY: random() < 0.6 ? Math.round(height * (0.7 + random() * 0.08)) : height,
    sunX: width * (0.2 + random() * 0.6),
    sunY: height * (0.16 + random() * 0.22),
    sunRadius,
  }
  const layers = 6
  const skylines = Array.from({ length: layers }, (_, layer) => skyline(scene, layer, layers))
  paintSky(scene, lowestOf(skylines[0]?.line, scene.waterY))
  paintStars(scene)
  for (const [layer, line] of skylines.entries())
    paintLayer(scene, line, skylines[layer + 1]?.line, layer / (layers - 1))
  if (scene.waterY < height) paintWater(scene)
}

/** The sky need not be painted where mountains cover it at every column. */
function lowestOf(line: Float32Array | undefined, waterY: number): number {
  let lowest = 0
  for (const y of line ?? []) if (y > lowest) lowest = y
  return Math.min(waterY, Math.ceil(lowest) + 1)
}

function paintSky({ pixels: { width, data }, palette, waterY, sunX, sunY, sunRadius }: Scene, bottom: number): void {
  const glowScale = 1 / (sunRadius * 9) ** 2
  const glow = Float32Array.from({ length: 513 }, (_, index) => (1 - Math.sqrt(index / 512)) ** 2.2 * 0.75)
  const light = at(1)
  const discEdge2 = (sunRadius + 1) ** 2
  const [lightRed = 0, lightGreen = 0, lightBlue = 0] = palette.subarray(light, light + 3)
  for (let y = 0; y < bottom; y++) {
    const sky = at(0.2 + 0.62 * (y / waterY) ** 1.1)
    const [red = 0, green = 0, blue = 0] = palette.subarray(sky, sky + 3)
    const dy2 = (y - sunY) * (y - sunY)
    for (let x = 0, to = y * width * 3; x < width; x++, to += 3) {
      const distance2 = (x - sunX) * (x - sunX) + dy2
      const near = distance2 * glowScale
      let share = near < 1 ? (glow[(near * 512) | 0] as number) : 0
      if (distance2 < discEdge2) share = Math.max(share, Math.min(1, sunRadius + 0.5 - Math.sqrt(distance2)))
      data[to] = red + (lightRed - red) * share
      data[to + 1] = green + (lightGreen - green) * share
      data[to + 2] = blue + (lightBlue - blue) * share
    }
  }
}

function paintStars({ pixels: { width, height, data }, palette, random, sunX, sunY, sunRadius }: Scene): void {
  const light = at(1)
  const size = Math.max(1, Math.round(Math.min(width, height) / 700))
  for (let star = 0; star < 90; star++) {
    const left = Math.floor(random() * (width - size))
    const depth = random() ** 1.5
    const top = Math.floor(depth * height * 0.42)
    const strength = (0.25 + random() * 0.6) * (1 - depth)
    if (Math.hypot(left - sunX, top - sunY) < sunRadius * 1.6) continue
    for (let y = top; y < top + size; y++) {
      for (let x = left; x < left + size; x++) {
        const to = (y * width + x) * 3
        for (let part = 0; part < 3; part++) {
          const base = data[to + part] as number
          data[to + part] = base + ((palette[light + part] as number) - base) * strength
        }
      }
    }
  }
}

interface Skyline {
  /** Where the layer begins at each column, in pixels from the top. */
  readonly line: Float32Array
  /** The same without its trees, which the haze takes no notice of. */
  readonly ground: Float32Array
}

function skyline(scene: Scene, layer: number, layers: number): Skyline {
  const { pixels, noise, random, waterY } = scene
  const { width, height } = pixels
  const side = Math.min(width, height)
  const nearness = layer / (layers - 1)
  const base = height * 0.42 + (waterY - height * 0.42) * (0.12 + nearness * 0.8)
  const rise = side * (0.2 - nearness * 0.1)
  const scale = (2.1 + nearness * 1.6) / side
  const ground = Float32Array.from({ length: width }, (_, x) => {
    const folded = 1 - Math.abs(fractal(noise, x * scale + layer * 31.7, layer * 7.9, 5)) * 2.4
    return base - rise * folded * 0.75
  })
  const line = ground.slice()
  if (nearness > 0.55) plantTrees(line, side * (0.022 + 0.03 * (nearness - 0.55)), random)
  return { line, ground }
}

/** Firs: narrow spikes with notched sides. */
function plantTrees(line: Float32Array, treeHeight: number, random: () => number): void {
  for (let x = 0; x < line.length; x += treeHeight * (0.18 + random() * 0.3)) {
    const tall = treeHeight * (0.45 + random() * 0.9)
    const half = tall * 0.24
    const ground = line[Math.min(line.length - 1, Math.max(0, Math.round(x)))] as number
    for (let column = Math.max(0, Math.ceil(x - half)); column <= Math.min(line.length - 1, x + half); column++) {
      const inwards = 1 - Math.abs(column - x) / half
      const notch = ((inwards * 4) % 1) * 0.12
      line[column] = Math.min(line[column] as number, ground - tall * (inwards - notch))
    }
  }
}

/** Paints a layer down to the next one, which will cover the rest. */
function paintLayer(scene: Scene, { line, ground }: Skyline, next: Float32Array | undefined, nearness: number): void {
  const { pixels, palette, waterY } = scene
  const { width, data } = pixels
  const rock = at(0.62 - nearness * 0.6)
  const mist = at(0.82 - nearness * 0.62)
  const perDepth = 1 / (Math.min(width, pixels.height) * 0.3)
  const colours = new Float32Array(257 * 3)
  for (let step = 0; step <= 256; step++) {
    for (let part = 0; part < 3; part++) {
      const stone = palette[rock + part] as number
      colours[step * 3 + part] = stone + ((palette[mist + part] as number) - stone) * (step / 256) * 0.8
    }
  }
  let top = waterY
  for (const y of line) if (y < top) top = Math.max(0, Math.floor(y))
  for (let y = top; y < waterY; y++) {
    for (let x = 0; x < width; x++) {
      const below = y + 1 - (line[x] as number)
      if (below <= 0 || (next && y > (next[x] as number) + 1)) continue
      const under = (y - (ground[x] as number)) * perDepth
      const colour = (under <= 0 ? 0 : under > 1 ? 256 : (under * 256) | 0) * 3
      const behind = below < 1 ? 1 - below : 0
      const to = (y * width + x) * 3
      const red = colours[colour] as number
      const green = colours[colour + 1] as number
      const blue = colours[colour + 2] as number
      data[to] = red + ((data[to] as number) - red) * behind
      data[to + 1] = green + ((data[to + 1] as number) - green) * behind
      data[to + 2] = blue + ((data[to + 2] as number) - blue) * behind
    }
  }
}

/** What stands above, upside down, shaken and darker. */
function paintWater({ pixels: { width, height, data }, palette, noise, waterY }: Scene): void {
  const side = Math.min(width, height)
  const deep = at(0.12)
  for (let y = waterY; y < height; y++) {
    const depth = (y - waterY) / (height - waterY)
    const ripple = noise(4.2, (y / side) * 60) * (0.4 + depth * 2.2)
    const mirrored = Math.max(
      0,
      Math.min(waterY - 1, Math.round(waterY - 1 - (y - waterY) * 1.35 - ripple * side * 0.004)),
    )
    const shift = Math.round(Math.sin((y / side) * 130 + ripple * 2) * side * 0.0035 * (0.3 + depth))
    const dark = 0.22 + depth * 0.4
    for (let x = 0; x < width; x++) {
      const from = (mirrored * width + Math.max(0, Math.min(width - 1, x + shift))) * 3
      const to = (y * width + x) * 3
      for (let part = 0; part < 3; part++) {
        const seen = data[from + part] as number
        data[to + part] = seen + ((palette[deep + part] as number) - seen) * dark
      }
    }
  }
}

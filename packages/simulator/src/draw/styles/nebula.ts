import { createGrid, normalise, spread } from '../tools/field.ts'
import { createNoise, fractal } from '../tools/noise.ts'
import { at, type Palette } from '../tools/palette.ts'
import type { Pixels } from '../tools/pixels.ts'

/** Clouds of light, stars, and a banded planet in front of them. */
export function paintNebula(pixels: Pixels, palette: Palette, random: () => number): void {
  paintClouds(pixels, palette, random)
  paintStars(pixels, random)
  paintPlanet(pixels, palette, random)
}

function paintClouds({ width, height, data }: Pixels, palette: Palette, random: () => number): void {
  const noise = createNoise(random)
  const scale = 1.2 + random() * 0.8
  const angle = random() * Math.PI
  const cos = Math.cos(angle) * scale
  const sin = Math.sin(angle) * scale
  const grid = normalise(
    createGrid(width, height, (px, py) => {
      const x = px * cos - py * sin
      const y = px * sin + py * cos
      const qx = fractal(noise, x + 1.7, y + 9.2, 2)
      const qy = fractal(noise, x + 8.3, y + 2.8, 2)
      const band = Math.exp(-((y - scale * 0.5 + qx * 1.2) ** 2) * 0.9)
      return band * 0.6 + fractal(noise, x + qx * 2, y + qy * 2, 4) * 0.9
    }),
  )
  const field = spread(grid, width, height)
  const colours = Uint16Array.from({ length: 1_025 }, (_, step) => at(0.01 + (step / 1_024) ** 2.3 * 0.92))
  for (let index = 0, to = 0; index < field.length; index++) {
    const colour = colours[((field[index] as number) * 1_024) | 0] as number
    data[to++] = palette[colour] as number
    data[to++] = palette[colour + 1] as number
    data[to++] = palette[colour + 2] as number
  }
}

function lighten(data: Uint8Array, to: number, strength: number): void {
  for (let part = 0; part < 3; part++) {
    const base = data[to + part] as number
    data[to + part] = base + (255 - base) * strength
  }
}

function paintStars({ width, height, data }: Pixels, random: () => number): void {
  const side = Math.min(width, height)
  for (let star = 0; star < 260; star++) {
    const x0 = random() * width
    const y0 = random() * height
    const isBright = star < 14
    const radius = (isBright ? 0.006 + random() * 0.009 : 0.0009 + random() * 0.0012) * side
    const strength = isBright ? 1 : 0.35 + random() * 0.6
    const reach = Math.max(1, radius)
    for (let y = Math.max(0, Math.floor(y0 - reach)); y <= Math.min(height - 1, y0 + reach); y++) {
      for (let x = Math.max(0, Math.floor(x0 - reach)); x <= Math.min(width - 1, x0 + reach); x++) {
        const dx = Math.abs(x - x0) / reach
        const dy = Math.abs(y - y0) / reach
        // Four points: bright along the axes, dark between them.
        const shape = isBright
          ? Math.max(0, 1 - Math.sqrt(dx) - Math.sqrt(dy)) * 2
          : Math.max(0, 1 - Math.hypot(dx, dy))
        if (shape > 0) lighten(data, (y * width + x) * 3, Math.min(1, shape * strength))
      }
    }
  }
}

function paintPlanet({ width, height, data }: Pixels, palette: Palette, random: () => number): void {
  const side = Math.min(width, height)
  const radius = side * (0.15 + random() * 0.13)
  const centreX = width * (0.25 + random() * 0.5)
  const centreY = height * (0.25 + random() * 0.35)
  const noise = createNoise(random)
  const tilt = (random() - 0.5) * 1.2
  const bands = 2 + random() * 3
  const rim = radius * 1.25
  const cos = Math.cos(tilt)
  const sin = Math.sin(tilt)
  for (let y = Math.max(0, Math.floor(centreY - rim)); y < Math.min(height, centreY + rim); y++) {
    let stripe = NaN
    for (let x = Math.max(0, Math.floor(centreX - rim)); x < Math.min(width, centreX + rim); x++) {
      const dx = (x + 0.5 - centreX) / radius
      const dy = (y + 0.5 - centreY) / radius
      const distance2 = dx * dx + dy * dy
      const to = (y * width + x) * 3
      if (distance2 > 1) {
        // Air catches the light on the side that the light comes from.
        const air = (1 - (Math.sqrt(distance2) - 1) / 0.25) ** 3 * Math.max(0, 0.35 - 0.5 * (dx + dy)) * 0.55
        if (air > 0) lighten(data, to, Math.min(0.6, air))
        continue
      }
      const dz = Math.sqrt(1 - distance2)
      const across = dx * cos - dy * sin
      const along = dx * sin + dy * cos
      // The bands change slowly: every second pixel of a line will do.
      if (x % 2 === 0 || Number.isNaN(stripe))
        stripe = fractal(noise, across * 0.7 + dz * 0.4, along * bands + noise(across * 2, along * 3) * 0.35, 3)
      const colour = at(0.55 + stripe * 0.75)
      const light = Math.max(0.035, (-dx * 0.55 - dy * 0.55 + dz * 0.63) * 1.12)
      const cover = Math.min(1, (1 - Math.sqrt(distance2)) * radius)
      for (let part = 0; part < 3; part++) {
        const value = Math.min(255, (palette[colour + part] as number) * light)
        const behind = data[to + part] as number
        data[to + part] = behind + (value - behind) * cover
      }
    }
  }
}

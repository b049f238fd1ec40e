/** Gradient noise about [-1, 1] with period 256. */
export type Noise = (x: number, y: number) => number

export function createNoise(random: () => number): Noise {
  const order = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (let index = 255; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    const kept = order[index] as number
    order[index] = order[other] as number
    order[other] = kept
  }
  const table = new Uint8Array(512)
  table.set(order)
  table.set(order, 256)
  const slopesX = Float32Array.from({ length: 256 }, (_, index) => Math.cos((index / 256) * Math.PI * 2))
  const slopesY = Float32Array.from({ length: 256 }, (_, index) => Math.sin((index / 256) * Math.PI * 2))

  return (x, y) => {
    const cellX = Math.floor(x)
    const cellY = Math.floor(y)
    const fx = x - cellX
    const fy = y - cellY
    const ix = cellX & 255
    const iy = cellY & 255
    const left = table[ix] as number
    const right = table[ix + 1] as number
    const a = table[left + iy] as number
    const b = table[right + iy] as number
    const c = table[left + iy + 1] as number
    const d = table[right + iy + 1] as number
    const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
    const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
    const top = (slopesX[a] as number) * fx + (slopesY[a] as number) * fy
    const topRight = (slopesX[b] as number) * (fx - 1) + (slopesY[b] as number) * fy
    const bottom = (slopesX[c] as number) * fx + (slopesY[c] as number) * (fy - 1)
    const bottomRight = (slopesX[d] as number) * (fx - 1) + (slopesY[d] as number) * (fy - 1)
    const upper = top + (topRight - top) * u
    const lower = bottom + (bottomRight - bottom) * u
    return (upper + (lower - upper) * v) * 1.4
  }
}

/** Several octaves of noise, each twice as fine and half as strong as the one before. */
export function fractal(noise: Noise, x: number, y: number, octaves: number): number {
  let sum = 0
  let strength = 0.5
  let scale = 1
  for (let octave = 0; octave < octaves; octave++) {
    sum += strength * noise(x * scale + octave * 17.3, y * scale - octave * 9.1)
    strength *= 0.5
    scale *= 2
  }
  return sum
}

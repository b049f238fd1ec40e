import type { Pixels } from '../draw/index.ts'

export function toRgba({ width, height, data }: Pixels): Uint8Array {
  const rgba = new Uint8Array(width * height * 4)
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from] ?? 0
    rgba[to + 1] = data[from + 1] ?? 0
    rgba[to + 2] = data[from + 2] ?? 0
    rgba[to + 3] = 255
  }
  return rgba
}

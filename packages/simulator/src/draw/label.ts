import { glyphHeight, glyphOf, glyphWidth } from './font.ts'
import { shorten, toShowable } from './latin.ts'
import type { Pixels } from './tools/pixels.ts'

/** Dots are squares of this many pixels. */
function scaleFor({ width, height }: Pixels): number {
  return Math.max(1, Math.round(Math.min(width, height * 1.4) / 380))
}

function darken(
  { width, height, data }: Pixels,
  left: number,
  top: number,
  right: number,
  bottom: number,
  radius: number,
): void {
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
    const fromEdge = Math.min(y - top, bottom - 1 - y)
    const inset = fromEdge < radius ? Math.round(radius - Math.sqrt(radius ** 2 - (radius - fromEdge) ** 2)) : 0
    for (let x = Math.max(0, left + inset); x < Math.min(width, right - inset); x++) {
      const to = (y * width + x) * 3
      for (let part = 0; part < 3; part++) data[to + part] = (data[to + part] as number) * 0.24 + 8
    }
  }
}

function write(
  { width, height, data }: Pixels,
  text: string,
  left: number,
  top: number,
  scale: number,
  shade: number,
): void {
  let x0 = left
  for (const character of text) {
    const rows = glyphOf(character)
    for (let y = 0; y < glyphHeight * scale; y++) {
      const row = rows[Math.floor(y / scale)] ?? 0
      for (let x = 0; x < glyphWidth * scale; x++) {
        const isDot = (row >> (glyphWidth - 1 - Math.floor(x / scale))) & 1
        const px = x0 + x
        const py = top + y
        if (!isDot || px >= width || py >= height || px < 0 || py < 0) continue
        data.fill(shade, (py * width + px) * 3, (py * width + px) * 3 + 3)
      }
    }
    x0 += (glyphWidth + 1) * scale
  }
}

/** A dark plate at the lower left with the label and the first words of the prompt. */
export function drawLabel(pixels: Pixels, label: string, prompt: string): void {
  const { width, height } = pixels
  const scale = scaleFor(pixels)
  const margin = width < 200 ? 3 : scale * 8
  const padding = width < 200 ? 3 : scale * 6
  const advance = (glyphWidth + 1) * scale
  const room = Math.floor((width - 2 * (margin + padding)) / advance)
  const lines = [label, shorten(toShowable(prompt), Math.min(room, 44))].filter((line) => line !== '')
  const longest = Math.max(...lines.map((line) => Array.from(line).length))
  const plateWidth = Math.min(width - 2 * margin, longest * advance - scale + 2 * padding)
  const lineHeight = (glyphHeight + 3) * scale
  const plateHeight = lines.length * lineHeight - 3 * scale + 2 * padding
  const top = height - margin - plateHeight
  darken(pixels, margin, top, margin + plateWidth, height - margin, padding)
  for (const [index, line] of lines.entries()) {
    write(pixels, line, margin + padding, top + padding + index * lineHeight, scale, index === 0 ? 178 : 250)
  }
}

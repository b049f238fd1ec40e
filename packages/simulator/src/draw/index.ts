import { hashText, createRandom } from '../random.ts'
import { drawLabel } from './label.ts'
import { choosePalette } from './tools/palette.ts'
import { createPixels, type Pixels } from './tools/pixels.ts'
import { encodePng, type Deflate } from './png.ts'
import { paintNebula } from './styles/nebula.ts'
import { paintPapercut } from './styles/papercut.ts'
import { paintRidges } from './styles/ridges.ts'
import { paintWaves } from './styles/waves.ts'

export type { Pixels } from './tools/pixels.ts'
export type { Deflate } from './png.ts'

/** What an image is drawn from; the same input gives the same pixels. */
export interface Image {
  readonly prompt: string
  readonly model: string
  readonly seed: number
  readonly width: number
  readonly height: number
  /** First word of the label. Default `SANDBOX`. */
  readonly label?: string
}

const styles = [paintRidges, paintWaves, paintNebula, paintPapercut] as const

/** The image as pixels, label included. */
export function paint(image: Image): Pixels {
  const { prompt, model, seed, width, height, label = 'SANDBOX' } = image
  const random = createRandom(hashText(`${prompt}\n${model}\n${seed}`))
  const pixels = createPixels(width, height)
  const palette = choosePalette(prompt, random)
  const style = styles[Math.floor(random() * styles.length)] ?? paintWaves
  style(pixels, palette, random)
  drawLabel(pixels, label, prompt)
  return pixels
}

/**
 * The image as PNG bytes. Works in Node and in browsers.
 * @param deflate zlib compression; default: `CompressionStream`
 */
export async function drawImage(image: Image, deflate?: Deflate): Promise<Uint8Array> {
  return encodePng(paint(image), deflate)
}

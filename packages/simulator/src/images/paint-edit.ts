import { choosePalette } from '../draw/tools/palette.ts'
import { drawLabel } from '../draw/label.ts'
import { paint, type Pixels } from '../draw/index.ts'
import { createRandom, hashText } from '../random.ts'
import { decodeImage } from './decode.ts'
import { fitInto, restyle } from './restyle.ts'

export interface Edit {
  readonly prompt: string
  readonly model: string
  readonly seed: number
  /** Undefined when it could not be had any more. */
  readonly input: Uint8Array | undefined
  /** Undefined: the shape of the input, at about one megapixel. */
  readonly width: number | undefined
  readonly height: number | undefined
  /** Draws it smaller, for a thumbnail. */
  readonly longSide: number | undefined
}

const usualPixels = 1_048_576

/** About one megapixel in the input's shape, in multiples of 16. */
function usualSize({ width, height }: Pixels): [number, number] {
  const ratio = Math.min(2.4, Math.max(1 / 2.4, width / height))
  const round = (side: number): number => Math.max(16, Math.round(side / 16) * 16)
  return [round(Math.sqrt(usualPixels * ratio)), round(Math.sqrt(usualPixels / ratio))]
}

/** The input in other colours, bent a little and labelled; a labelled image that says so when the input is unreadable. */
export async function paintEdit(edit: Edit): Promise<Pixels> {
  const { prompt, model, seed } = edit
  const input = edit.input && (await decodeImage(edit.input).catch(() => undefined))
  const [width, height] =
    edit.width && edit.height ? [edit.width, edit.height] : input ? usualSize(input) : [1_024, 1_024]
  const scale = Math.min(1, (edit.longSide ?? Infinity) / Math.max(width, height))
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
  if (!input) return paint({ prompt, model, seed, ...size, label: 'SANDBOX: INPUT NOT READABLE' })
  const random = createRandom(hashText(`${prompt}\n${model}\n${seed}`))
  const pixels = restyle(fitInto(input, size.width, size.height), choosePalette(prompt, random), random)
  drawLabel(pixels, 'SANDBOX EDIT', prompt)
  return pixels
}

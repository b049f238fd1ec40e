import { describeSize, parseSize, type SentSize } from '@fluxkit/core'
import { plainText } from '../terminal/terminal-text.ts'

/** A difference that nobody sees needs no words. */
const visibleDifference = 0.02

interface Pixels {
  readonly width: number
  readonly height: number
}

/**
 * Says which size was sent and why, where it isn't what a person would expect; `undefined` elsewhere.
 * @param imageSize of the image to edit, where it is known
 */
export function sizeRemark(
  { sent, chosenBy, insteadOf }: SentSize,
  action: 'generate' | 'edit',
  imageSize: Pixels | undefined,
): string | undefined {
  const size = plainText(describeSize(sent))
  if (insteadOf !== undefined) return `Size ${size}: this service doesn't accept ${plainText(insteadOf)}.`
  if (action === 'generate' || chosenBy === 'caller') return undefined
  if (chosenBy === 'default') return `Size ${size}: the shape of the image isn't known. --size chooses another.`
  const shape = parseSize(sent)
  if (imageSize === undefined || shape === undefined) return undefined
  const quotient = (shape.width * imageSize.height) / (shape.height * imageSize.width)
  if (Math.max(quotient, 1 / quotient) - 1 <= visibleDifference) return undefined
  return `Size ${size}: the nearest to the image, which has ${imageSize.width} × ${imageSize.height}.`
}

import { describeSize, parseSize, type SentSize } from '@fluxkit/core'
import type { Texts } from '../language/translator.ts'
import { plainText } from '../terminal/terminal-text.ts'

/** A difference that nobody sees needs no words. */
const visibleDifference = 0.02

interface Pixels {
  readonly width: number
  readonly height: number
}

/**
 * Says which size was sent and why, where it isn't what a user would expect; `undefined` elsewhere.
 * @param imageSize of the image to edit, where it is known
 */
export function sizeRemark(
  { sent, chosenBy, insteadOf }: SentSize,
  action: 'generate' | 'edit',
  imageSize: Pixels | undefined,
  { t }: Texts,
): string | undefined {
  const size = plainText(describeSize(sent)).replace(/\b(?:square|landscape|portrait)$/, (shape) =>
    t('size.shape', { shape: shape as 'square' | 'landscape' | 'portrait' }),
  )
  if (insteadOf !== undefined) return t('size.refused', { size, refused: plainText(insteadOf) })
  if (action === 'generate' || chosenBy === 'caller') return undefined
  if (chosenBy === 'default') return t('size.unknownShape', { size })
  const shape = parseSize(sent)
  if (imageSize === undefined || shape === undefined) return undefined
  const quotient = (shape.width * imageSize.height) / (shape.height * imageSize.width)
  if (Math.max(quotient, 1 / quotient) - 1 <= visibleDifference) return undefined
  return t('size.nearest', { size, ...imageSize })
}

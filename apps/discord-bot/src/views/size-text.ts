import { readSizeShape, type SizeChoice, type SizeShape } from '@fluxkit/core'
import type { BotTranslate, PlainKey } from '../language/translator.ts'

const shapeKeys: Readonly<Record<SizeChoice['shape'], PlainKey>> = {
  square: 'shapeSquare',
  landscape: 'shapeLandscape',
  portrait: 'shapePortrait',
}

/** A size with its ratio and a word: `1:1 square · 1024 × 1024`, `16:9 landscape`; marked when only the README has it. */
export function sizeText(choice: SizeChoice, t: BotTranslate): string {
  const text = shapeText(choice, t)
  return choice.isCurrent ? text : t('olderSize', { size: text })
}

/** A size as it was sent, in the same form; the text itself when it isn't a size. */
export function sentSizeText(size: string, t: BotTranslate): string {
  const shape = readSizeShape(size)
  return shape ? shapeText(shape, t) : size
}

function shapeText({ ratio, shape, pixels }: SizeShape, t: BotTranslate): string {
  const name = t(shapeKeys[shape])
  const named = ratio === undefined ? name : t('shapeWithRatio', { ratio, shape: name })
  return pixels ? `${named} · ${pixels.width} × ${pixels.height}` : named
}

import type { SizeChoice } from '@fluxkit/core'
import type { PlainKey } from '../messages/texts.ts'
import type { BotTranslate } from '../messages/texts.ts'

const shapeKeys: Readonly<Record<SizeChoice['shape'], PlainKey>> = {
  square: 'shapeSquare',
  landscape: 'shapeLandscape',
  portrait: 'shapePortrait',
}

/** A size with its ratio and a word: `1024x1024 · 1:1 square`, `16:9 landscape`; marked when only the README has it. */
export function sizeText({ size, ratio, shape, isCurrent }: SizeChoice, t: BotTranslate): string {
  const named = ratio === undefined || ratio === size ? t(shapeKeys[shape]) : `${ratio} ${t(shapeKeys[shape])}`
  const text = ratio === size ? `${size} ${named}` : `${size} · ${named}`
  return isCurrent ? text : `${text} (${t('olderSize')})`
}

import type { SizeChoice } from '@fluxkit/core'
import type { PlainKey } from '../messages/texts.ts'
import type { Say } from '../messages/texts.ts'

const words: Readonly<Record<SizeChoice['shape'], PlainKey>> = {
  square: 'shapeSquare',
  landscape: 'shapeLandscape',
  portrait: 'shapePortrait',
}

/** A size with its ratio and a word: `1024x1024 · 1:1 square`, `16:9 landscape`; marked when only the README has it. */
export function sizeText({ size, ratio, shape, isCurrent }: SizeChoice, say: Say): string {
  const named = ratio === undefined || ratio === size ? say(words[shape]) : `${ratio} ${say(words[shape])}`
  const text = ratio === size ? `${size} ${named}` : `${size} · ${named}`
  return isCurrent ? text : `${text} (${say('olderSize')})`
}

import type { LeftImages } from '../limits/check-limits.ts'
import type { BotTranslate } from '../language/translator.ts'

const keys = { hour: 'leftHour', day: 'leftDay', month: 'leftMonth' } as const

/** `7 images left today`; undefined where no rule counts images. */
export function leftText(left: LeftImages | undefined, t: BotTranslate): string | undefined {
  return left && t(keys[left.per], { left: left.left })
}

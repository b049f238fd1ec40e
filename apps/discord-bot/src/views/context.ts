import { type BotTranslate, textsFor } from '../language/translator.ts'

/** What every view needs: the reader's language, and the operator's money. */
export interface ViewContext {
  readonly t: BotTranslate
  readonly locale: string
  readonly currency: string
}

/** @param locale as Discord names it @param currency of the operator's prices */
export function contextFor(locale: string, currency: string): ViewContext {
  return { t: textsFor(locale), locale, currency }
}

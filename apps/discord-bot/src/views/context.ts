import type { BotTranslate } from '../messages/texts.ts'

/** How a view speaks: the reader's language, and the operator's money. */
export interface ViewContext {
  readonly t: BotTranslate
  readonly locale: string
  readonly currency: string
}

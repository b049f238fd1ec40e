import { createTranslate, errorText, type Language, type Messages, type Translate } from '@fluxkit/messages'
import { english as englishMessages, type ExtensionArguments } from '@fluxkit/messages/extension'

/** The sentences of one language. */
export interface Texts {
  readonly language: Language
  readonly t: Translate<ExtensionArguments>
  /** What an error code means; `undefined` for codes that have no text. */
  readonly error: (code: string) => string | undefined
}

export function textsIn(language: Language, messages: Messages<ExtensionArguments>): Texts {
  return { language, t: createTranslate(language, messages), error: (code) => errorText(code, 'message', messages) }
}

/** For agents, whose models read English best, and where the file of another language can't be read. */
export const english: Texts = textsIn('en', englishMessages)

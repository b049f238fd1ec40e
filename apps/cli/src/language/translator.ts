import {
  createTranslate,
  errorText,
  type Language,
  languageFor,
  type Messages,
  type Translate,
} from '@fluxkit/messages'
import { type CliArguments, cliMessages, english as englishMessages } from '@fluxkit/messages/cli'
import type { Environment } from '../host.ts'

/** Texts for users, in their language. Output for programs (`--json`) is English. */
export interface Texts {
  readonly language: Language
  readonly t: Translate<CliArguments>
  /** What an error code means, or what to do about it; `undefined` for codes that have no text. */
  readonly error: (code: string, part: 'message' | 'advice') => string | undefined
}

/** A text that isn't in a language yet: errors go to people in theirs, and to programs (`--json`) in English. */
export type Localized = (texts: Texts) => string

export const english: Texts = textsIn('en', englishMessages)

/** @throws when the file of the language is gone, as in the midst of an update */
export async function loadTexts(env: Environment): Promise<Texts> {
  // In POSIX order; an empty variable counts as unset.
  const language = languageFor(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'])
  return language === 'en' ? english : textsIn(language, await cliMessages[language]())
}

export function textsIn(language: Language, messages: Messages<CliArguments>): Texts {
  return { language, t: createTranslate(language, messages), error: (code, part) => errorText(code, part, messages) }
}

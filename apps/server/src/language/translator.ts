import { createTranslate, languageFor, type Translate } from '@fluxkit/messages'
import { english, type ServerArguments, serverMessages } from '@fluxkit/messages/server'
import type { Environment } from '../host.ts'

export type ServerTranslate = Translate<ServerArguments>

/** A text that isn't in a language yet. */
export type Localized = (t: ServerTranslate) => string

/** English, for models and programs: descriptions of tools, responses, errors. */
export const t: ServerTranslate = createTranslate('en', english)

/**
 * The language of the user whose machine the server runs on: help, startup, usage errors, questions
 * and progress that a client shows.
 */
export async function translateFor(env: Environment): Promise<ServerTranslate> {
  // In POSIX order; an empty variable counts as unset.
  const language = languageFor(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'])
  return language === 'en' ? t : createTranslate(language, await serverMessages[language]())
}

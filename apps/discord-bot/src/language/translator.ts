import { createTranslate, type Language, languageFor, languages, type Translate } from '@fluxkit/messages'
import { type BotArguments, botMessages } from '@fluxkit/messages/bot'

/** The messages of one language: `say('leftDay', { left: 1 })`. */
export type BotTranslate = Translate<BotArguments>

export type TextKey = keyof BotArguments

/** Messages without placeholders. */
export type PlainKey = { [Key in TextKey]: BotArguments[Key] extends undefined ? Key : never }[TextKey]

const byLanguage = new Map<Language, BotTranslate>(
  languages.map((language) => [language, createTranslate(language, botMessages[language])]),
)

/** @param locale as Discord names it: `de`, `es-419`, `pt-BR`; languages that Fluxkit doesn't speak are English */
export function textsFor(locale: string): BotTranslate {
  return byLanguage.get(languageFor(locale)) ?? createTranslate('en', botMessages.en)
}

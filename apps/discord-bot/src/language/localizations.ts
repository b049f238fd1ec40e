import { type Language, languages } from '@fluxkit/messages'
import { type BotArguments, botMessages } from '@fluxkit/messages/bot'
import type { Locale, LocalizationMap } from 'discord.js'
import { textsFor } from './translator.ts'

type KeyAfter<Prefix extends string> = keyof BotArguments extends infer Key
  ? Key extends `${Prefix}.${infer Rest}`
    ? Rest
    : never
  : never

/** Subcommands and options; `flux` and `flux-admin` have the same name everywhere. */
export type NamedKey = KeyAfter<'name'>
export type DescribedKey = KeyAfter<'description'>
/** The choices that admins have. */
export type ChoiceKey = KeyAfter<'choice'>

/** Discord has two kinds of Spanish; a language that it doesn't have doesn't compile. */
function localesOf(language: Exclude<Language, 'en'>): readonly `${Locale}`[] {
  return language === 'es' ? ['es-ES', 'es-419'] : [language]
}

/** A message in every language but English, by the locales of Discord. */
function localizations(key: keyof BotArguments): LocalizationMap {
  const entries = languages.flatMap((language) =>
    language === 'en' ? [] : localesOf(language).map((locale) => [locale, botMessages[language][key]] as const),
  )
  return Object.fromEntries(entries) as LocalizationMap
}

export function namesOf(key: NamedKey): LocalizationMap {
  return localizations(`name.${key}`)
}

export function choice(key: ChoiceKey): { name: string; value: string; name_localizations: LocalizationMap } {
  return { name: key, value: key, name_localizations: localizations(`choice.${key}`) }
}

export function describe(key: DescribedKey): { description: string; description_localizations: LocalizationMap } {
  const name = `description.${key}` as const
  return { description: textsFor('en')(name), description_localizations: localizations(name) }
}

/** The entry in a message's menu. */
export function menuName(): { name: string; name_localizations: LocalizationMap } {
  return { name: textsFor('en')('menu.edit'), name_localizations: localizations('menu.edit') }
}

import { en, type TextKey } from './en.ts'

export type Fill = Readonly<Record<string, string | number>>

/** The sentences of one language. */
export type Say = (key: TextKey, fill?: Fill) => string

const languages: Readonly<Record<string, Readonly<Record<TextKey, string>>>> = { en }

/** @param locale as Discord names it; the language counts, unknown ones are English */
export function textsFor(locale: string): Say {
  const texts = languages[locale] ?? languages[locale.split('-')[0] ?? ''] ?? en
  return (key, fill = {}) => texts[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(fill[name] ?? whole))
}

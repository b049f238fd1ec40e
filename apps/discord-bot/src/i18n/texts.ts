import { de } from './de.ts'
import { en, type TextKey, type Texts } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { withLocalNames } from './names.ts'
import { zhCn } from './zh-cn.ts'

export type Fill = Readonly<Record<string, string | number>>

/** The sentences of one language. */
export type Say = (key: TextKey, fill?: Fill) => string

/** By the locales that Discord has; `es-ES` and `es-419` are both Spanish, as is `es`. */
export const languages: Readonly<Record<string, Texts>> = {
  en,
  de: named(de, 0),
  fr: named(fr, 1),
  es: named(es, 2),
  ja: named(ja, 3),
  'zh-CN': named(zhCn, 4),
}

function named(texts: Texts, column: 0 | 1 | 2 | 3 | 4): Texts {
  const entries = Object.entries(texts).map(([key, text]) => [key, withLocalNames(text, column)])
  return Object.fromEntries(entries) as Texts
}

/** @param locale as Discord names it; the language counts, unknown ones are English */
export function textsFor(locale: string): Say {
  const texts = languages[locale] ?? languages[locale.split('-')[0] ?? ''] ?? en
  return (key, fill = {}) => texts[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(fill[name] ?? whole))
}

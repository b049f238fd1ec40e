/** A new language is a file in `languages/` and its name here. */
export const languages = ['en', 'de', 'fr', 'es', 'ja', 'zh-CN', 'pt-BR'] as const

export type Language = (typeof languages)[number]

/**
 * The language for a user: `de`, `de-AT`, `de_DE.UTF-8` and `es-419` each find theirs. Chinese in traditional script and all
 * others are English.
 *
 * @param wanted A locale of Discord, of VS Code or of the environment (`LANG`).
 */
export function languageFor(wanted: string | undefined): Language {
  const tag = (wanted ?? '').replace(/[.@].*$/, '').replaceAll('_', '-')
  const name = nameOf(tag)
  const candidates = languages.filter((language) => nameOf(language) === name)
  // Nearly everyone's case, without the data of all scripts, which takes 3 ms to load.
  if (candidates.length === 0 || name === 'en') return 'en'
  const key = writtenAs(tag)
  return candidates.find((language) => writtenAs(language) === key) ?? 'en'
}

/** `de-AT` → `de` */
function nameOf(tag: string): string {
  return tag.replace(/-.*$/, '').toLowerCase()
}

/** Language and script, e.g. `zh-Hans`: regions share their texts. */
function writtenAs(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script ?? ''}`
  } catch {
    // `C` and `POSIX` name no language.
    return ''
  }
}

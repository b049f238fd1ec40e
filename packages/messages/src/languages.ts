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
  const key = writtenAs(tag)
  return languages.find((language) => writtenAs(language) === key) ?? 'en'
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

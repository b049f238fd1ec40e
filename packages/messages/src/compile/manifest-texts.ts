import { languages } from '../languages.ts'
import type { LanguageFile } from './language-file.ts'
import { compileMessage } from './parse-message.ts'

/** The files in which VS Code looks for the texts of the extension's package.json; it names languages in lower case. */
export function manifestTexts(files: Readonly<Record<string, LanguageFile>>): ReadonlyMap<string, string> {
  return new Map(
    languages.map((language) => {
      const texts = Object.entries(files[language]?.['manifest'] ?? {}).map(([key, text]) => [
        key,
        compileMessage(text),
      ])
      const suffix = language === 'en' ? '' : `.${language.toLowerCase()}`
      return [
        `apps/vscode-extension/package.nls${suffix}.json`,
        `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`,
      ]
    }),
  )
}

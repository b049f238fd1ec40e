import { readdirSync, readFileSync } from 'node:fs'
import type { LanguageFile } from './language-file.ts'

const folder = new URL('../../languages/', import.meta.url)

/** Every file in `languages/`, by the name of its language. */
export function readLanguages(): Readonly<Record<string, LanguageFile>> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [
      name.replace(/\.json$/, ''),
      JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as LanguageFile,
    ]),
  )
}

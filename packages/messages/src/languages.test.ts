import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languageFor, languages } from './languages.ts'

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['de_DE.UTF-8', 'de'],
  ['de_DE@euro', 'de'],
  ['en-GB', 'en'],
  ['es-419', 'es'],
  ['es-ES', 'es'],
  ['pt-br', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['zh-cn', 'zh-CN'],
  ['zh', 'zh-CN'],
  // Traditional script: English reads better than the wrong characters.
  ['zh-tw', 'en'],
  ['zh_HK.UTF-8', 'en'],
  ['tlh', 'en'],
  ['C.UTF-8', 'en'],
  ['POSIX', 'en'],
  ['', 'en'],
  [undefined, 'en'],
])('the locale %s reads %s', (locale, language) => {
  expect(languageFor(locale)).toBe(language)
})

test('any text finds a language', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(languages).toContain(languageFor(text))
    }),
  )
})

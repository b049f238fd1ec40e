import { errorCodes } from '@fluxkit/core'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { languages } from '../languages.ts'
import { complaintsAbout } from './complaints.ts'
import { generatedFiles } from './generated-files.ts'
import { readLanguages } from './read-languages.ts'

const files = readLanguages()
const english = files['en'] ?? {}
const root = new URL('../../../../', import.meta.url)

test('each language is one file, and its name in languages.ts', () => {
  expect(Object.keys(files).toSorted()).toEqual([...languages].toSorted())
})

describe.each(languages)('%s', (language) => {
  const file = files[language] ?? {}

  test('has every message, with the placeholders and the plural forms that it needs', () => {
    expect(complaintsAbout(language, file, english)).toEqual([])
  })

  test('has a message and advice for every error code of core, and a sentence for every charge', () => {
    const wanted = Object.keys(errorCodes).flatMap((code) => [`${code}.message`, `${code}.advice`])
    expect(wanted.filter((key) => !Object.hasOwn(file['error'] ?? {}, key))).toEqual([])
    expect(Object.keys(file['charge'] ?? {})).toEqual(['no', 'unknown', 'yes'])
  })

  test('keeps code, links and settings of the manifest', () => {
    const kept = (text = ''): string =>
      [...text.matchAll(/\]\([^)]*\)|`[^`]*`/g)]
        .map(([found]) => found)
        .toSorted((a, b) => (a < b ? -1 : 1))
        .join(' ')
    const [ours = {}, theirs = {}] = [file['manifest'], english['manifest']]
    expect(Object.keys(theirs).filter((key) => kept(ours[key]) !== kept(theirs[key]))).toEqual([])
  })

  test('writes errors as whole sentences without placeholders', () => {
    const wrong = Object.entries({ ...file['error'], ...file['charge'] }).filter(
      ([, text]) => !/[.。]$/.test(text) || /[{}]/.test(text),
    )
    expect(wrong).toEqual([])
  })
})

test('the generated files are those of the languages: run `npm run messages` after a change', () => {
  const stale = [...generatedFiles(files)].flatMap(([path, text]) =>
    readFileSync(new URL(path, root), 'utf8') === text ? [] : [path],
  )
  expect(stale).toEqual([])
})

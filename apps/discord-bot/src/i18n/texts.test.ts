import { describe, expect, test } from 'vitest'
import { en, type TextKey } from './en.ts'
import { languages, textsFor } from './texts.ts'

const keys = Object.keys(en) as TextKey[]
const namesIn = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()

describe.each(Object.entries(languages))('%s', (name, texts) => {
  test('has every sentence, with the same names to fill in', () => {
    expect(Object.fromEntries(keys.map((key) => [key, namesIn(texts[key])]))).toEqual(
      Object.fromEntries(keys.map((key) => [key, namesIn(en[key])])),
    )
  })

  test('labels of buttons have at most 80 characters, of fields and titles at most 45', () => {
    const buttons = [
      'again',
      'vary',
      'edit',
      'usePrompt',
      'delete',
      'report',
      'cancel',
      'retry',
      'previous',
      'next',
    ] as const
    const modals = ['promptTitle', 'promptLabel', 'editTitle', 'editLabel', 'reportModalTitle', 'reportLabel'] as const
    expect(buttons.filter((key) => texts[key].length > 80)).toEqual([])
    expect(modals.filter((key) => texts[key].length > 45)).toEqual([])
  })

  test('is a translation: hardly a sentence is left in English', () => {
    const same = keys.filter((key) => texts[key] === en[key])
    expect(same.length).toBeLessThan(name === 'en' ? Infinity : 8)
  })
})

test.each([
  ['de', 'Abbrechen'],
  ['es-419', 'Cancelar'],
  ['zh-CN', '取消'],
  ['en-GB', 'Cancel'],
  ['tlh', 'Cancel'],
])('people with the locale %s read %s', (locale, word) => {
  expect(textsFor(locale)('cancel')).toBe(word)
})

test.each([
  ['en', 'historyEmpty', '`/flux generate`'],
  ['de', 'historyEmpty', '`/flux erzeugen`'],
  ['fr', 'presetsEmpty', '`/flux préréglages enregistrer`'],
  ['es', 'presetSaved', '`/flux generar ajuste:{name}`'],
  ['ja', 'refusedPermission', '`非公開`'],
  ['zh-CN', 'maybeShown', '`/flux 显示`'],
] as const)('in %s, %s names commands and options as Discord shows them: %s', (locale, key, name) => {
  expect(textsFor(locale)(key)).toContain(name)
})

test('what is filled in is not filled in again', () => {
  expect(textsFor('en')('reference', { reference: '{cost}' })).toBe('Reference: {cost}')
})

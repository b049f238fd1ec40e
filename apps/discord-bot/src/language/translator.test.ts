import { createTranslate, languages } from '@fluxkit/messages'
import { botMessages } from '@fluxkit/messages/bot'
import { pseudoMessages } from '@fluxkit/messages/testing'
import { describe, expect, test } from 'vitest'
import { type PlainKey, type BotTranslate, textsFor } from './translator.ts'

const pseudo = createTranslate('en', pseudoMessages(botMessages.en))
const readers: readonly (readonly [string, BotTranslate])[] = [
  ...languages.map((language) => [language, textsFor(language)] as const),
  ['a language whose texts are a third longer', pseudo],
]

// Source: "Component Reference": buttons 80, titles and labels of modals 45 characters.
describe.each(readers)('in %s', (_, t) => {
  const tooLong = (keys: readonly PlainKey[], max: number): string[] => keys.filter((key) => t(key).length > max)

  test('labels of buttons have at most 80 characters', () => {
    const buttons = ['again', 'vary', 'edit', 'usePrompt', 'delete', 'report', 'cancel', 'retry', 'previous'] as const
    expect(tooLong([...buttons, 'next', 'privacyDo', 'stillWantedYes', 'stillWantedNo'], 80)).toEqual([])
    expect(t('more', { count: 4 }).length).toBeLessThanOrEqual(80)
  })

  test('titles and labels of modals have at most 45 characters', () => {
    const modals = ['promptTitle', 'promptLabel', 'modelLabel', 'sizeLabel', 'countLabel', 'editTitle'] as const
    expect(tooLong([...modals, 'editLabel', 'reportModalTitle', 'reportLabel'], 45)).toEqual([])
  })
})

describe.each(languages)('in %s', (language) => {
  const messages = botMessages[language]

  test('sentences name commands and options as Discord shows them', () => {
    const known = new Set(Object.entries(messages).flatMap(([key, name]) => (key.startsWith('name.') ? [name] : [])))
    const named = Object.values(messages)
      .flatMap((message) => JSON.stringify(message).match(/`\/flux(?:-admin)? [^`]*`/g) ?? [])
      .flatMap((code) =>
        code
          .slice(1, -1)
          .replace(/:?["{}].*$/, '')
          .split(' ')
          .slice(1),
      )
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter((name) => !known.has(name.replace(/:.*$/, '')))).toEqual([])
  })

  test('every command, option and choice has a name of at most 32 and a description of at most 100 characters', () => {
    const long = Object.entries(messages).filter(
      ([key, text]) =>
        (/^(?:name|choice|menu)\./.test(key) && text.length > 32) ||
        (key.startsWith('description.') && text.length > 100),
    )
    expect(long).toEqual([])
  })
})

test.each([
  ['de', 'Abbrechen'],
  ['es-419', 'Cancelar'],
  ['pt-BR', 'Cancelar'],
  ['zh-CN', '取消'],
  ['zh-TW', 'Cancel'],
  ['en-GB', 'Cancel'],
  ['tlh', 'Cancel'],
])('people with the locale %s read %s', (locale, word) => {
  expect(textsFor(locale)('cancel')).toBe(word)
})

test.each([
  ['en-US', '1 image left today', '2 images left today'],
  ['de', 'noch 1 Bild heute', 'noch 2 Bilder heute'],
  ['fr', '1 image restante aujourd’hui', '2 images restantes aujourd’hui'],
  ['es-ES', 'queda 1 imagen hoy', 'quedan 2 imágenes hoy'],
  ['ja', '今日の残り：1枚', '今日の残り：2枚'],
  ['zh-CN', '今天还剩 1 张', '今天还剩 2 张'],
  ['pt-BR', 'resta 1 imagem hoje', 'restam 2 imagens hoje'],
])('in %s, one and two are counted as "%s" and "%s"', (locale, one, two) => {
  const t = textsFor(locale)
  expect([t('leftDay', { left: 1 }), t('leftDay', { left: 2 })]).toEqual([one, two])
})

test.each([
  ['en-US', 'The limit of 1 image a day for your role is reached (1 used). It ends soon.'],
  ['de', 'Die Grenze von 1 Bild pro Tag für deine Rolle ist erreicht (1 verbraucht). Sie endet soon.'],
  ['ja', 'あなたのロールは1日あたり1枚の上限に達しました（使用済み：1枚）。解除：soon'],
])('in %s, a limit is one sentence: %s', (locale, message) => {
  const values = { max: 1, per: 'day', scope: 'role', used: 1, ends: 'soon' } as const
  expect(textsFor(locale)('refusedLimitImages', values)).toBe(message)
})

test('what is filled in is not filled in again', () => {
  expect(textsFor('en')('reference', { reference: '{cost}' })).toBe('Reference: {cost}')
})

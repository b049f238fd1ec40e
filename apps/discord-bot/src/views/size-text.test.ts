import { findModel, sizeChoices } from '@fluxkit/core'
import { expect, test } from 'vitest'
import { textsFor } from '../language/translator.ts'
import { sentSizeText, sizeText } from './size-text.ts'

function textsOf(model: string, locale: string): string[] {
  const found = findModel(model)
  if (!found) throw new Error(`no model ${model}`)
  return sizeChoices(found).map((choice) => sizeText(choice, textsFor(locale)))
}

test('pixels show their ratio and a word, ratios show a word', () => {
  const texts = textsOf('flux-dev', 'en-US')

  expect(texts[0]).toBe('1:1 square · 1024 × 1024')
  expect(texts).toContain('16:9 landscape')
  expect(texts).toContain('9:16 portrait · 1024 × 1792')
})

test('sizes that only the README lists come last and are marked', () => {
  const texts = textsOf('flux-2-pro', 'en-US')
  const firstMarked = texts.findIndex((text) => text.endsWith('(older size)'))

  expect(texts.slice(0, firstMarked)).toContain('9:16 portrait')
  expect(texts.slice(firstMarked).every((text) => text.endsWith('(older size)'))).toBe(true)
  expect(firstMarked).toBeGreaterThan(0)
})

test('the words are those of the language', () => {
  expect(textsOf('flux-dev', 'de')[0]).toBe('1:1 quadratisch · 1024 × 1024')
})

test.each([
  ['1024x1024', 'en-US', '1:1 square · 1024 × 1024'],
  ['1376x768', 'de', '16:9 Querformat · 1376 × 768'],
  ['2:3', 'en-US', '2:3 portrait'],
  ['1000x777', 'en-US', 'landscape · 1000 × 777'],
  ['whatever', 'en-US', 'whatever'],
])('a result in %s says in %s %s', (size, locale, text) => {
  expect(sentSizeText(size, textsFor(locale))).toBe(text)
})

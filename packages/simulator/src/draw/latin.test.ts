import { expect, test } from 'vitest'
import { shorten, toShowable } from './latin.ts'

test.each([
  ['A Red Fox', 'a red fox'],
  ['  two\n\tlines ', 'two lines'],
  ['café über Straße', 'cafe uber strasse'],
  ['красная лиса', 'krasnaya lisa'],
  ['κόκκινη αλεπού', 'kokkini alepou'],
  ['“quoted” — it’s', '"quoted" - it\'s'],
  ['赤い狐', '赤い狐'],
  ['\u0000\u202Ehidden\u200B', 'hidden'],
])('%j is shown as %j', (text, shown) => {
  expect(toShowable(text)).toBe(shown)
})

test.each([
  ['a red fox', 20, 'a red fox'],
  ['a red fox in the snow', 12, 'a red fox…'],
  ['antidisestablishmentarianism', 10, 'antidises…'],
  ['', 5, ''],
])('the first words of %j within %i are %j', (text, length, shown) => {
  expect(shorten(text, length)).toBe(shown)
})

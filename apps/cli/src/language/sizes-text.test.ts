import { describeSizes, models } from '@fluxkit/core'
import { expect, it } from 'vitest'
import { sizesText } from './sizes-text.ts'
import { english, loadTexts } from './translator.ts'

it.each(models)('says of $id in English what core says', (model) => {
  expect(sizesText(model, english)).toBe(describeSizes(model))
  const action = model.actions[0] ?? 'generate'
  expect(sizesText(model, english, action)).toBe(describeSizes(model, { action }))
})

it('says it in other languages', async () => {
  const [first] = models
  expect(first && sizesText(first, await loadTexts({ LANG: 'de_DE' }))).toMatch(/^Vielfache von \d+ .*, oder eines der/)
})

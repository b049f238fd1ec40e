import fc from 'fast-check'
import { expect, test } from 'vitest'
import { altText } from './alt-text.ts'

test.each([
  ['A red fox.', 'A red fox'],
  ['A fox. It is red.', 'A fox. It is red'],
  ['A fox\n\nin the snow. ', 'A fox in the snow'],
  ['A fox...', 'A fox'],
  ['雪の中の狐。', '雪の中の狐'],
  ['Who is it?', 'Who is it?'],
  ['version 1.5', 'version 1.5'],
  ['...', '...'],
])('of %j is %j', (prompt, alt) => {
  expect(altText(prompt)).toBe(alt)
})

test('is one line, never empty for a prompt, and stays as it is the second time', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '.', ' ', '\n', '。') }), (prompt) => {
      const alt = altText(prompt)
      expect(alt).not.toMatch(/\n|^\s|\s$/)
      expect(alt === '').toBe(prompt.trim() === '')
      expect(altText(alt)).toBe(alt)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chosenName } from './chosen-name.ts'

test.each([
  ['My Fox', 'My Fox'],
  ['fox.png', 'fox'],
  ['fox.v2.JPG', 'fox.v2'],
  ['../secret/fox', 'secret-fox'],
  ['.png', undefined],
  ['  ', undefined],
  ['...', undefined],
])('%j names the file %j', (text, name) => {
  expect(chosenName(text)).toBe(name)
})

test('a name never leads out of its folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(chosenName(text) ?? '').not.toMatch(/[/\\]|^\.|\0/)
    }),
  )
})

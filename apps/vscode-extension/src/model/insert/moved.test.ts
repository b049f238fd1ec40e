import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moved, type Place } from './moved.ts'

const at = (line: number, character: number): Place => ({ line, character })

test.each<[string, Place, Place, Place, string, Place]>([
  ['typing before it on the same line', at(1, 5), at(1, 0), at(1, 0), 'ab', at(1, 7)],
  ['a new line before it', at(1, 5), at(0, 0), at(0, 0), 'x\n', at(2, 5)],
  ['a line break on its own line', at(1, 5), at(1, 2), at(1, 2), '\n', at(2, 3)],
  ['a deletion before it', at(3, 5), at(1, 0), at(2, 0), '', at(2, 5)],
  ['typing after it', at(1, 5), at(1, 6), at(1, 6), 'x', at(1, 5)],
  ['its own surroundings are replaced', at(1, 5), at(1, 0), at(1, 9), 'new', at(1, 3)],
])('%s', (_, place, start, end, text, expected) => {
  expect(moved(place, { start, end }, text)).toEqual(expected)
})

test('it stays before the same character, whatever is changed elsewhere', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 20 })
  fc.assert(
    fc.property(text, text, text, text, (before, replaced, between, instead) => {
      const place = placeOf(before + replaced + between)
      const range = { start: placeOf(before), end: placeOf(before + replaced) }
      expect(moved(place, range, instead)).toEqual(placeOf(before + instead + between))
    }),
  )
})

function placeOf(text: string): Place {
  const lines = text.split('\n')
  return at(lines.length - 1, lines.at(-1)?.length ?? 0)
}

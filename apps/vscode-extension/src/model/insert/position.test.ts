import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isUprooted, moved, type Position } from './position.ts'

const at = (line: number, character: number): Position => ({ line, character })

test.each<[string, Position, Position, Position, string, Position]>([
  ['typing before it on the same line', at(1, 5), at(1, 0), at(1, 0), 'ab', at(1, 7)],
  ['typing exactly there comes after it', at(1, 5), at(1, 5), at(1, 5), 'ab', at(1, 5)],
  ['a new line before it', at(1, 5), at(0, 0), at(0, 0), 'x\n', at(2, 5)],
  ['a line break on its own line', at(1, 5), at(1, 2), at(1, 2), '\n', at(2, 3)],
  ['a line break of Windows', at(1, 5), at(1, 2), at(1, 2), '\r\n', at(2, 3)],
  ['a deletion before it', at(3, 5), at(1, 0), at(2, 0), '', at(2, 5)],
  ['the word before it is completed', at(1, 5), at(1, 2), at(1, 5), 'completed', at(1, 11)],
  ['the word after it is replaced', at(1, 5), at(1, 5), at(1, 9), 'other', at(1, 5)],
  ['typing after it', at(1, 5), at(1, 6), at(1, 6), 'x', at(1, 5)],
  ['its own surroundings are replaced', at(1, 5), at(1, 0), at(1, 9), 'new', at(1, 3)],
])('%s', (_, position, start, end, text, expected) => {
  expect(moved(position, { start, end }, text)).toEqual(expected)
})

test('an earlier image at the same position comes before it', () => {
  expect(moved(at(1, 5), { start: at(1, 5), end: at(1, 5) }, '![a](b)', true)).toEqual(at(1, 12))
})

test.each<[string, Position, Position, boolean]>([
  ['its line, up to it', at(1, 0), at(1, 5), true],
  ['the whole text', at(0, 0), at(9, 0), true],
  ['what is around it', at(1, 3), at(1, 7), true],
  ['the word before it', at(1, 3), at(1, 5), false],
  ['the text after it', at(1, 5), at(1, 9), false],
  ['the line above', at(0, 0), at(1, 0), false],
  ['nothing', at(1, 5), at(1, 5), false],
])('a change that replaces %s takes its surroundings: from %j to %j', (_, start, end, expected) => {
  expect(isUprooted(at(1, 5), { start, end })).toBe(expected)
})

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n'), maxLength: 20 })

describe('it stays between the same characters', () => {
  test('when something before it is changed', () => {
    fc.assert(
      fc.property(text, text, text, text, (before, replaced, between, instead) => {
        fc.pre(replaced !== '' || between !== '')
        const position = positionOf(before + replaced + between)
        const range = { start: positionOf(before), end: positionOf(before + replaced) }
        expect(moved(position, range, instead)).toEqual(positionOf(before + instead + between))
      }),
    )
  })

  test('when something after it is changed', () => {
    fc.assert(
      fc.property(text, text, text, text, (before, between, replaced, instead) => {
        const range = { start: positionOf(before + between), end: positionOf(before + between + replaced) }
        expect(moved(positionOf(before), range, instead)).toEqual(positionOf(before))
      }),
    )
  })
})

function positionOf(written: string): Position {
  const lines = written.split(/\r\n|\n/)
  return at(lines.length - 1, lines.at(-1)?.length ?? 0)
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Position } from './position.ts'
import { findTrace, type Lines, traceOf } from './trace.ts'

const digest = (text: string): string => `<${text}>`
const linesOf = (text: string): Lines => {
  const lines = text.split('\n')
  return { count: lines.length, line: (number) => lines[number] ?? '' }
}
const at = (line: number, character: number): Position => ({ line, character })
const found = (before: string, position: Position, after: string): Position | undefined =>
  findTrace(linesOf(after), traceOf(linesOf(before), position, digest), digest)

describe('a position is found again', () => {
  test.each<[string, string, Position, string, Position]>([
    ['in the same text', 'a\nb\nc', at(1, 1), 'a\nb\nc', at(1, 1)],
    ['after lines were added above', 'a\nb\nc', at(1, 1), 'x\ny\na\nb\nc', at(3, 1)],
    ['after words were added to its line', 'a\nHere: \nc', at(1, 6), 'a\nHere: and more\nc', at(1, 6)],
    ['after words were added before it', 'a\n(here)\nc', at(1, 0), 'a\nSee (here)\nc', at(1, 4)],
    ['on an empty line that has words now', 'a\n\nc', at(1, 0), 'x\na\nwords\nc', at(2, 0)],
    ['on the same one of several empty lines', 'a\n\nb\n\nc', at(3, 0), 'a\n\nb\n\nc', at(3, 0)],
    ['on an empty line by its neighbours', 'a\n\nb\n\nc', at(3, 0), '\na\n\nb\n\nc', at(4, 0)],
    ['on the only line', '', at(0, 0), '', at(0, 0)],
    ['on the same one of equal lines', 'x\na\na\na\ny', at(2, 0), 'x\na\na\na\ny', at(2, 0)],
  ])('%s', (_, before, position, after, expected) => {
    expect(found(before, position, after)).toEqual(expected)
  })
})

describe('a position is not guessed', () => {
  test.each<[string, string, Position, string]>([
    ['when its line is gone', 'a\nb\nc', at(1, 1), 'd\ne\nf'],
    ['when its line is there twice', 'a\nb\nc', at(1, 1), 'x\ny\nb\nz\nb'],
    ['among empty lines without neighbours', 'a\n\nc', at(1, 0), 'x\n\n\ny\nz'],
    ['by the beginning of the line only', 'a\nHere: \nc', at(1, 6), 'x\nHere: y\nz'],
  ])('%s', (_, before, position, after) => {
    expect(found(before, position, after)).toBeUndefined()
  })
})

test('the trace of an earlier version, with the digest of the line only, is understood', () => {
  const trace = { line: 1, character: 1, lineDigest: '<b>' }
  expect(findTrace(linesOf('x\na\nb\nc'), trace, digest)).toEqual(at(2, 1))
  expect(findTrace(linesOf('x\ny'), trace, digest)).toBeUndefined()
})

test('lines added above never lose it, whatever the text is', () => {
  const line = fc.constantFrom('', 'a', 'b', 'Here:', '- item')
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 4 }),
      fc.uniqueArray(fc.stringMatching(/^[c-z]{3}$/), { minLength: 3, maxLength: 8 }),
      fc.nat(),
      (added, own, seed) => {
        const position = at(seed % own.length, 2)
        const after = [...added, ...own].join('\n')
        expect(found(own.join('\n'), position, after)).toEqual(at(position.line + added.length, 2))
      },
    ),
  )
})

test('an unchanged text gives the position itself', () => {
  const line = fc.constantFrom('', '', 'a', 'b')
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(), (lines, seed) => {
      const text = lines.join('\n')
      const position = at(seed % lines.length, 0)
      expect(found(text, position, text)).toEqual(position)
    }),
  )
})

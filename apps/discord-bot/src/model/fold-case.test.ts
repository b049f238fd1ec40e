import { expect, test } from 'vitest'
import { foldCase } from './fold-case.ts'

test.each([
  ['Ёлка', 'ёлка'],
  ['straße', 'STRASSE'],
  ['STRAẞE', 'strasse'],
  ['İstanbul', 'istanbul'],
  ['ISTANBUL', 'ıstanbul'],
  ['ΟΔΟΣ', 'οδός'.normalize('NFD').replaceAll('\u0301', '')],
  ['οδος', 'οδοσ'],
  ['ＦＯＸ', 'fox'],
  ['ﬁre', 'FIRE'],
  ['Ա', 'ա'],
  ['Ꮳ', 'ꮳ'],
  ['é', 'E\u0301'],
])('%s and %s are the same', (one, other) => {
  expect(foldCase(one)).toBe(foldCase(other))
})

test.each([
  ['ёлка', 'елка'],
  ['fox', 'box'],
  ['é', 'e'],
])('%s and %s are different', (one, other) => {
  expect(foldCase(one)).not.toBe(foldCase(other))
})

test('every letter of every script is the same in upper and in lower case, and folding again changes nothing', () => {
  const wrong: string[] = []
  for (let code = 0; code <= 0x1_ff_ff; code++) {
    const letter = String.fromCodePoint(code)
    if (!/[\p{L}\p{M}\p{N}]/u.test(letter)) continue
    const folded = foldCase(letter)
    const same = [letter.toUpperCase(), letter.toLowerCase(), folded].every((other) => foldCase(other) === folded)
    if (!same) wrong.push(`${code.toString(16)} ${letter}`)
  }
  expect(wrong).toEqual([])
})

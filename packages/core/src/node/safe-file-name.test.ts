import fc from 'fast-check'
import { expect, it } from 'vitest'

import { safeFileName } from './safe-file-name.ts'

it.each([
  ['a red fox', 'a red fox'],
  ['Füchse im Wald', 'Füchse im Wald'],
  ['雪の中の狐', '雪の中の狐'],
  ['fox 🦊 family 👨‍👩‍👧', 'fox 🦊 family 👨‍👩‍👧'],
  ['fox.v2', 'fox.v2'],
  // decomposed letters become composed ones
  ['Fu\u0308chse', 'Füchse'],
  // separators and wildcards
  ['../../etc/passwd', 'etc-passwd'],
  ['fox/../../etc', 'fox-..-..-etc'],
  ['C:\\Windows\\system32', 'C-Windows-system32'],
  ['what? <a|b> "c" *', 'what- -a-b- -c- -'],
  // controls, line ends, directions, zero width
  ['one\u0000two\r\nthree\tfour', 'onetwothreefour'],
  ['photo\u202egnp.exe', 'photognp.exe'],
  ['a\u200bb\ufeffc\u2066d', 'abcd'],
  ['lone \ud83d surrogate', 'lone surrogate'],
  ['many \u00a0\u3000 spaces', 'many spaces'],
  // beginnings and ends
  ['.hidden', 'hidden'],
  ['--force', 'force'],
  ['  padded. . ', 'padded'],
  // devices of Windows
  ['CON', '_CON'],
  ['nul.tar', '_nul.tar'],
  ['com1', '_com1'],
  ['LPT³', '_LPT³'],
  ['conference', 'conference'],
  ['com10', 'com10'],
  // nothing left
  ['', 'image'],
  ['...', 'image'],
  [' \u202e ', 'image'],
])('%j becomes %j', (text, name) => {
  expect(safeFileName(text)).toBe(name)
})

it('keeps at most 120 bytes, in whole characters', () => {
  expect(safeFileName('x'.repeat(121))).toBe('x'.repeat(120))
  expect(safeFileName('狐'.repeat(50))).toBe('狐'.repeat(40))
  // 25 bytes each: four fit
  expect(safeFileName('👨‍👩‍👧‍👦'.repeat(6))).toBe('👨‍👩‍👧‍👦'.repeat(4))
})

it('cuts a single character that is longer than that between its code points', () => {
  expect(safeFileName(`e${'\u0323'.repeat(200)}`)).toBe(`ẹ${'\u0323'.repeat(58)}`)
})

it('is safe, within its limit and stable, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const name = safeFileName(text)
      expect(name).not.toBe('')
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(120)
      expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|^[.\s-]|[.\s]$/u)
      expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
      expect(safeFileName(name)).toBe(name)
    }),
    { numRuns: 1000 },
  )
})

it('is stable for text that grows or shrinks when it is composed or cut', () => {
  const parts = fc.constantFrom(
    'e',
    '\u0301',
    '\u0323',
    '.',
    ' ',
    '-',
    '/',
    '\u202e',
    '🦊',
    '\u200d',
    'con',
    '\ud83d',
    '\u0344',
    'ﷺ',
    '_',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 150 }), (pieces) => {
      const name = safeFileName(pieces.join(''))
      expect(safeFileName(name)).toBe(name)
      expect(name).toBe(name.normalize('NFC'))
    }),
    { numRuns: 1000 },
  )
})

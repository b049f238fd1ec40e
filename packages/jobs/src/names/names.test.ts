import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createNameReservations, freeName } from './free-name.ts'
import { safeName } from './safe-name.ts'
import { slug } from './slug.ts'

/** Prompts of all kinds: long, with devices of Windows, dots at the end, marks, emoji, lone surrogates. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'con',
        'NUL',
        'com1',
        '.',
        ' ',
        '-',
        '/',
        '\\',
        'fox',
        '狐',
        'é',
        'e\u0301',
        '👩‍🎨',
        '\u202e',
        '\ud800',
        '…',
      ),
    )
    .map((parts) => parts.join('')),
)
const bytes = (text: string): number => Buffer.byteLength(text)
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)/i

describe('a slug', () => {
  test.each([
    ['A red fox, at dawn!', 'a-red-fox-at-dawn'],
    ['  ***  ', 'image'],
    ['', 'image'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Ein Fuchs im Schnee – Öl auf Leinwand', 'ein-fuchs-im-schnee-öl-auf-leinwand'],
    ['雪の中の狐', '雪の中の狐'],
    ['İstanbul', 'i̇stanbul'.normalize('NFC')],
    ['con', 'con-image'],
    ['NUL.', 'nul-image'],
    ['com1', 'com1-image'],
    ['a'.repeat(70), 'a'.repeat(60)],
    [
      'a very long prompt about a fox that walks through the snow at dawn in the mountains',
      'a-very-long-prompt-about-a-fox-that-walks-through-the-snow',
    ],
  ])('of %j is %j', (text, name) => {
    expect(slug(text)).toBe(name)
  })

  test('is valid on every system, the same in every case, and a slug of itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = slug(text)
        expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*$/u)
        expect(name).not.toMatch(/-$/)
        expect(name).not.toMatch(device)
        expect(bytes(name)).toBeLessThanOrEqual(126)
        expect(name.normalize('NFC')).toBe(name)
        expect(name.isWellFormed()).toBe(true)
        expect(slug(name)).toBe(name)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a safe name', () => {
  test.each([
    ['My Fox (final) v1.2', 'My Fox (final) v1.2'],
    ['fox...', 'fox'],
    ['.hidden', 'hidden'],
    ['--help', 'help'],
    ['a/b\\c:d', 'a-b-c-d'],
    ['CON.tar', '_CON.tar'],
    ['con', '_con'],
    ['gpj\u202eexe', 'gpjexe'],
    ['???', 'image'],
    ['狐'.repeat(60), '狐'.repeat(40)],
    ['👩‍🎨'.repeat(20), '👩‍🎨'.repeat(10)],
  ])('of %j is %j', (text, name) => {
    expect(safeName(text)).toBe(name)
  })

  test('is valid on every system, and safe already', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = safeName(text)
        expect(name).toMatch(/^[^\s.-]/u)
        expect(name).not.toMatch(/[\s.]$/u)
        expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\u202e]/u)
        expect(name).not.toMatch(device)
        expect(bytes(name)).toBeLessThanOrEqual(126)
        expect(name.isWellFormed()).toBe(true)
        expect(safeName(name)).toBe(name)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a free name', () => {
  test('is the plain one, or the one with the next number', async () => {
    expect(await freeName('fox', 'png', () => false)).toBe('fox.png')
    const taken = new Set(['fox.png', 'fox-2.png', 'fox-4.png'])
    expect(await freeName('fox', 'png', (name) => taken.has(name))).toBe('fox-3.png')
  })

  test('fails when all are taken', async () => {
    await expect(freeName('fox', 'png', () => true)).rejects.toThrow('All 9999 names of fox.png are taken.')
  })

  test('is given once, however many jobs want it at the same time and however they spell it', async () => {
    const names = createNameReservations()
    const wanted = ['fox', 'Fox', 'é', 'e\u0301', 'fox'].map((stem) => names.take('/a', stem, 'png', async () => false))
    const given = await Promise.all(wanted)
    expect(given).toEqual(['fox.png', 'Fox-2.png', 'é.png', 'e\u0301-2.png', 'fox-3.png'])
    names.release('/a', 'fox.png')
    expect(await names.take('/a', 'fox', 'png', () => false)).toBe('fox.png')
    expect(await names.take('/b', 'fox', 'png', () => false)).toBe('fox.png')
  })
})

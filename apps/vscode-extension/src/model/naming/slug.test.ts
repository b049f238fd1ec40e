import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeStem, slug } from './slug.ts'

describe('slug', () => {
  test.each([
    ['A red fox, at dawn!', 'a-red-fox-at-dawn'],
    ['  ', 'image'],
    ['???', 'image'],
    ['Ein Fuchs über der Straße', 'ein-fuchs-über-der-straße'],
    ['夜の東京タワー', '夜の東京タワー'],
    ['Cafe\u0301', 'café'],
    ['नमस्ते दुनिया', 'नमस्ते-दुनिया'],
    ['../../etc/passwd', 'etc-passwd'],
    ['CON', 'con-image'],
    ['com1', 'com1-image'],
    ['\u0301accent first', 'accent-first'],
  ])('of %j is %j', (text, name) => {
    expect(slug(text)).toBe(name)
  })

  test('is cut at a word', () => {
    expect(slug('a very long prompt about a lighthouse in a storm at night with waves')).toBe(
      'a-very-long-prompt-about-a-lighthouse-in-a-storm-at-night',
    )
  })

  test('of one endless word is cut all the same', () => {
    expect(slug('x'.repeat(500))).toBe('x'.repeat(60))
  })

  test('is a valid file name on every system, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const name = slug(text)
        expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*$/u)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/)
        expect(name).not.toMatch(/-$/)
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(126)
        expect(name.normalize('NFC')).toBe(name)
      }),
    )
  })

  test('of a slug is itself', () => {
    fc.assert(fc.property(fc.string({ maxLength: 50 }), (text) => slug(slug(text)) === slug(text)))
  })
})

describe('safeStem', () => {
  test.each([
    ['Fox at Dawn', 'Fox at Dawn'],
    ['a<b>c:d', 'a-b-c-d'],
    ['name. ', 'name'],
    ['.hidden', 'hidden'],
    ['aux', 'aux-image'],
    ['aux.v2', 'aux-image'],
    ['...', 'image'],
  ])('of %j is %j', (name, safe) => {
    expect(safeStem(name)).toBe(safe)
  })

  test('of a long name in a script of three bytes a letter is cut to what file systems hold', () => {
    expect(safeStem('狐'.repeat(60))).toBe('狐'.repeat(40))
  })

  test('never holds what a system forbids', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        // oxlint-disable-next-line no-control-regex -- control characters are what Windows forbids
        expect(safeStem(text)).not.toMatch(/[<>:"/\\|?*\u0000-\u001F]|[. ]$|^$/)
      }),
    )
  })
})

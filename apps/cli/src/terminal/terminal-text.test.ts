import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText, terminalJson, terminalText } from './terminal-text.ts'

/** Any UTF-16, mostly of the blocks with control characters. `fc.string({ unit: 'binary' })` takes 0.7 s to build. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x2fff }), fc.integer({ min: 0, max: 0xffff })))
  .map((codes) => String.fromCharCode(...codes))

describe('plainText', () => {
  it('takes the teeth out of escape sequences', () => {
    expect(plainText('ok\u001B[2J\u001B]0;owned\u0007 done')).toBe('ok [2J ]0;owned  done')
  })

  it('knows the one-byte forms of escape sequences', () => {
    expect(plainText('a\u009B2Jb')).toBe('a 2Jb')
  })

  it('puts several lines on one', () => {
    expect(plainText('first\r\nsecond')).toBe('first second')
  })

  it('removes characters that turn the direction of text', () => {
    expect(plainText('evil\u202Egnp.exe')).toBe('evil gnp.exe')
  })

  it('leaves other scripts and emoji alone', () => {
    expect(plainText('eine Füchsin 🦊 と 猫 👨‍👩‍👧')).toBe('eine Füchsin 🦊 と 猫 👨‍👩‍👧')
  })

  it('cuts long text without cutting a character in two', () => {
    expect(plainText('ab🦊cd', 4)).toBe('ab…')
  })

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(
        anyText,
        // oxlint-disable-next-line no-control-regex -- this is what must not be there
        (text) => !/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/.test(plainText(text)),
      ),
    )
  })
})

// oxlint-disable-next-line no-control-regex -- this is what must not be there
const obeyed = /[\u0000-\u0009\u000B-\u001A\u001C-\u001F\u007F-\u009F\u202A-\u202E]|\u001B(?!\[\d+m)/

describe('terminalText', () => {
  it('keeps lines and the colours of this program', () => {
    expect(terminalText('\u001B[31mno\u001B[39m\nyes\n')).toBe('\u001B[31mno\u001B[39m\nyes\n')
  })

  it.each([
    ['the clipboard (OSC 52)', 'seed \u001B]52;c;cm0gLXJm\u0007', 'seed  ]52;c;cm0gLXJm '],
    ['the title', '\u001B]0;owned\u001B\\', ' ]0;owned \\'],
    ['text that is hidden', '\u001B[8mhidden\u001B[0m', ' [8mhidden [0m'],
    ['a line that is overwritten', 'paid\rfree', 'paid free'],
    ['the one-byte form', 'a\u009B2Jb', 'a 2Jb'],
  ])('takes away %s', (_name, text, expected) => {
    expect(terminalText(text)).toBe(expected)
  })

  it('lets nothing through that a terminal would obey', () => {
    fc.assert(fc.property(anyText, (text) => !obeyed.test(terminalText(text))))
  })
})

describe('terminalJson', () => {
  it('says the same as JSON, in characters that no terminal obeys', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const text = terminalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        return !obeyed.test(text)
      }),
    )
  })

  it('escapes what JSON itself leaves as it is', () => {
    expect(terminalJson({ seed: '\u009B2J\u202E' })).toBe('{"seed":"\\u009b2J\\u202e"}')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

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
        fc.string({ unit: 'binary' }),
        // oxlint-disable-next-line no-control-regex -- this is what must not be there
        (text) => !/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/.test(plainText(text)),
      ),
    )
  })
})

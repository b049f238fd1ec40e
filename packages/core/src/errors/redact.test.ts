import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from './redact.ts'

const token = 'sk-1234567890abcdef'
const prompt = 'a white siamese cat on a red sofa, by night'

describe('redact', () => {
  it.each([
    ['a message without secrets', 'model is invalid', 'model is invalid'],
    ['the token', `token ${token} has expired`, 'token [redacted] has expired'],
    ['the prompt', `refused: ${prompt}!`, 'refused: [redacted]!'],
    ['both, and twice', `${token} ${prompt} ${token}`, '[redacted] [redacted] [redacted]'],
    ['a prompt that the service cut short', 'refused: a white siamese cat o...', 'refused: [redacted]...'],
    ['a prompt that goes on differently', 'a white siamese cat eats', '[redacted]eats'],
    ['a beginning too short to say anything', 'a white wall', 'a white wall'],
    ['an empty message', '', ''],
  ])('hides %s', (_name, message, shown) => {
    expect(redact(message, [token, prompt])).toBe(shown)
  })

  it('hides a prompt that is quoted as JSON', () => {
    const quoted = 'say "cheese"\n\tand smile'
    expect(redact(`bad: ${JSON.stringify({ prompt: quoted })}`, [quoted])).toBe('bad: {"prompt":"[redacted]"}')
  })

  it('hides what comes after the first quotation mark of a long prompt, too', () => {
    const long = 'a poster that says "launch on friday" in red'
    expect(redact(`bad: ${JSON.stringify({ prompt: long })}`, [long])).toBe('bad: {"prompt":"[redacted]"}')
    expect(redact(`bad: ${long}`, [long])).toBe('bad: [redacted]')
  })

  it('hides a prompt that is quoted as JSON in ASCII', () => {
    const shown = redact(String.raw`bad: {"prompt": "\u4e00\u53ea\u767d\u732b 🐈"}`, ['一只白猫'])
    expect(shown).toBe('bad: {"prompt": "[redacted] 🐈"}')
  })

  it('hides a prompt whose spaces the service trimmed', () => {
    expect(redact('refused: a red fox.', ['  a red fox\n'])).toBe('refused: [redacted].')
  })

  it('leaves the message alone for words of one or two letters, and for secrets that are not there', () => {
    expect(redact('a cat', ['a', '', undefined, '  '])).toBe('a cat')
  })

  it('takes nothing in a secret for a pattern', () => {
    expect(redact('price: $1.00 (a+b)*', ['(a+b)*', '$&$1'])).toBe('price: $1.00 [redacted]')
  })

  it('cuts what is very long, after hiding', () => {
    expect(redact(`${'x'.repeat(490)}${token}`, [token])).toBe(`${'x'.repeat(490)}[redacted]`)
    expect(redact('x'.repeat(501), [])).toBe(`${'x'.repeat(500)}…`)
    expect(redact('x'.repeat(30), [], 10)).toBe(`${'x'.repeat(10)}…`)
  })

  it('lets no secret of 16 letters or more survive, wherever and however often it stands', () => {
    const secret = fc.string({ minLength: 16, maxLength: 60 }).filter((text) => text.trim().length >= 16)
    const around = fc.string({ maxLength: 20 })
    fc.assert(
      fc.property(secret, secret, around, around, around, (one, two, before, between, after) => {
        const message = `${before}${one}${between}${two}${after}${one}`
        const shown = redact(message, [one, two], 10_000)
        expect(shown).not.toContain(one.trim())
        expect(shown).not.toContain(two.trim())
      }),
    )
  })

  it('lets none survive inside quoted JSON either', () => {
    const secret = fc
      .string({ unit: 'binary', minLength: 16, maxLength: 60 })
      .filter((text) => text.trim().length >= 16)
    fc.assert(
      fc.property(secret, (text) => {
        const quoted = JSON.stringify(text.trim()).slice(1, -1)
        expect(redact(`{"prompt":"${quoted}"}`, [text], 10_000)).toBe('{"prompt":"[redacted]"}')
      }),
    )
  })

  it('hides what was cut short anywhere after its 16th letter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: prompt.length }), (length) => {
        expect(redact(`refused: ${prompt.slice(0, length)}…`, [prompt])).toBe('refused: [redacted]…')
      }),
    )
  })
})

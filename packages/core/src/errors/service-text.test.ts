import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quotable, quotableCode, quotableId, repeatsSecret } from './service-text.ts'

const prompt = 'A walrus reading Dostoyevsky in a lighthouse, très flou'
const token = 'sk-7Q2mZ9xK4vB8nW3cR6tY1uE5'
const link = 'https://example.com/private/day.png?signature=8f2c77ab01'
const callbackUrl = 'https://bot.example.com/callbacks/am9iLTE/4Qm2bD0xkYV1nqGvC3cZ8sJtR5wLhPaE7uIoKfNyTgM'
const secrets = [prompt, token, link, callbackUrl]

describe('a text of the service is in a message', () => {
  it.each([
    'size is required',
    'model is invalid.',
    'fetch failed',
    'balance is not sufficient',
    'image_url must be a direct https link to a PNG or JPEG image',
    'callback_url could not be reached',
    'The request was refused: the prompt or the image was flagged by moderation.',
    'token is expired, create a new one at the console',
    'width and height must be multiples of 32 between 256 and 1440, got 1000x1000',
    'No GPU was free for 60 s; try again later (node 7, queue flux-2-pro)',
  ])('when it helps: %s', (text) => {
    expect(quotable(text, secrets)).toBe(text)
  })

  it('without the blanks around it', () => {
    expect(quotable('  size is required\n', secrets)).toBe('size is required')
  })

  it('up to 200 characters', () => {
    const words = 'ab '.repeat(66)
    expect(quotable(`${words}cd`, [])).toBe(`${words}cd`)
    expect(quotable(`${words}cde`, [])).toBeUndefined()
  })

  it('with at most 24 characters between two blanks: keys and links are longer', () => {
    expect(quotable(`bad ${'x'.repeat(24)} here`, [])).toBe(`bad ${'x'.repeat(24)} here`)
    expect(quotable(`bad ${'x'.repeat(25)} here`, [])).toBeUndefined()
  })

  it.each([undefined, '', '   '])('but not an empty one: %j', (text) => {
    expect(quotable(text, secrets)).toBeUndefined()
  })
})

const utf8 = new TextEncoder()
const binary = (text: string): string => String.fromCharCode(...utf8.encode(text))
const ascii = (text: string, each: (unit: number) => string): string =>
  text.replace(/[^]/g, (unit) => each(unit.charCodeAt(0)))

/** How a service or something in front of it may spell what it quotes. */
const encodings: Record<string, (text: string) => string> = {
  plain: (text) => text,
  'upper case': (text) => text.toUpperCase(),
  'other separators': (text) => text.replace(/\s+/g, '_'),
  'full width': (text) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
  JSON: (text) => JSON.stringify(text),
  'JSON in ASCII': (text) => ascii(text, (unit) => `\\u${unit.toString(16).padStart(4, '0')}`),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)),
  percent: (text) => encodeURIComponent(text),
  'percent of everything': (text) => binary(text).replace(/[^]/g, (char) => `%${hexOf(char)}`),
  'percent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams({ prompt: text }).toString(),
  'HTML entities': (text) => ascii(text, (unit) => `&#${unit};`),
  'hexadecimal HTML entities': (text) => ascii(text, (unit) => `&#x${unit.toString(16)};`),
  'quoted-printable': (text) => binary(text).replace(/[^ -<>-~]/g, (char) => `=${hexOf(char).toUpperCase()}`),
  'bytes of Python': (text) => binary(text).replace(/[^ -~]/g, (char) => `\\x${hexOf(char)}`),
  base64: (text) => btoa(binary(text)),
  'base64 for URLs': (text) => btoa(binary(text)).replace(/[+/=]/g, (char) => ({ '+': '-', '/': '_' })[char] ?? ''),
  'base64 in lines': (text) => btoa(binary(text)).replace(/.{16}/g, '$&\n'),
  hexadecimal: (text) => binary(text).replace(/[^]/g, hexOf),
}

function hexOf(char: string): string {
  return char.charCodeAt(0).toString(16).padStart(2, '0')
}

describe('a text of the service is in no message', () => {
  for (const [name, encode] of Object.entries(encodings)) {
    it(`when it repeats a secret as ${name}`, () => {
      for (const secret of secrets) {
        expect([secret, repeatsSecret(`refused: ${encode(secret)}!`, secrets)]).toEqual([secret, true])
        expect(quotable(`refused: ${encode(secret)}!`, secrets)).toBeUndefined()
      }
    })

    it(`when it repeats any 16 letters of a prompt as ${name}, at any place`, () => {
      const letters = fc.stringMatching(/^[a-z]{16,40}$/)
      const around = fc.constantFrom('', 'refused: ', 'prompt=', '{"prompt":"', 'x ', 'ab')
      fc.assert(
        fc.property(letters, around, around, fc.nat(24), (secret, before, after, cut) => {
          const part = secret.slice(Math.min(cut, secret.length - 16)).slice(0, 16)
          expect(repeatsSecret(`${before}${encode(part)}${after}`, [secret])).toBe(true)
        }),
        { numRuns: 60 },
      )
    })

    it(`when it repeats a short prompt as ${name}`, () => {
      for (const short of ['a red fox', '一只白猫', 'un été']) {
        expect([short, repeatsSecret(`refused: ${encode(short)}`, [short])]).toEqual([short, true])
      }
    })
  }

  it('when it is cut short in the middle of the prompt', () => {
    expect(quotable('refused: A walrus readi…', secrets)).toBeUndefined()
    expect(quotable('Incorrect key: sk-7Q2mZ9xK4vB…', secrets)).toBeUndefined()
  })

  it('when the prompt itself contains escapes', () => {
    for (const odd of ['100% of a%20white\\ncat & dog', 'say "cheese"\n\tand smile', 'x &amp; y <z> 50%']) {
      expect(repeatsSecret(`bad: ${odd}`, [odd])).toBe(true)
      expect(repeatsSecret(JSON.stringify({ prompt: odd }), [odd])).toBe(true)
    }
  })

  it('but a short prompt isn’t part of another word', () => {
    expect(quotable('the category is invalid', ['cat'])).toBe('the category is invalid')
    expect(quotable('the cat is invalid', ['cat'])).toBeUndefined()
    expect(quotable('a red fix is needed', ['a red fox'])).toBe('a red fix is needed')
  })

  it('and secrets of one or two letters are in every sentence', () => {
    expect(quotable('a cat is an ox', ['a', 'ox', '', undefined, '  '])).toBe('a cat is an ox')
  })

  it('whatever the service sends, nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'binary' }), (text, secret) => {
        const shown = quotable(text, [secret])
        expect(shown === undefined || text.includes(shown)).toBe(true)
      }),
    )
  })
})

describe('codes and ids', () => {
  it('a code may be long, if words make it up', () => {
    expect(quotableCode('content_policy_violation_detected', secrets)).toBe('content_policy_violation_detected')
    expect(quotableCode(token, secrets)).toBeUndefined()
    expect(quotableCode('x'.repeat(25), secrets)).toBeUndefined()
    expect(quotableCode(undefined, secrets)).toBeUndefined()
  })

  it('an id is long by nature, and must only not be a secret', () => {
    const id = '226eb763-1a2b-4c3d-9e8f-0a1b2c3d4e5f'
    expect(quotableId(id, secrets)).toBe(id)
    expect(quotableId(token, secrets)).toBeUndefined()
    expect(quotableId(undefined, secrets)).toBeUndefined()
  })
})

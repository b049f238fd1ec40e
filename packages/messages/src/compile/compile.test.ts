import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTranslate } from '../translate.ts'
import { argumentsOf } from './arguments-of.ts'
import { compileMessage, parseMessage } from './parse-message.ts'

test.each([
  ['Fox', []],
  [
    '{b} and {a}',
    [
      ['a', 'text'],
      ['b', 'text'],
    ],
  ],
  ['{n, number} of {n}', [['n', 'number']]],
  [
    '{n, plural, one {# in {place}} other {#}}',
    [
      ['n', 'number'],
      ['place', 'text'],
    ],
  ],
  ['{kind, select, b {B} a {A} other {{kind}}}', [['kind', ['a', 'b']]]],
])('%s has the placeholders %j', (message, expected) => {
  expect([...argumentsOf(parseMessage(message))]).toEqual(expected)
})

test('a date isn’t a placeholder that apps fill in', () => {
  expect(() => argumentsOf(parseMessage('{at, date}'))).toThrow('{at} has a form that isn’t used')
})

test.each([
  ['plain text', 'plain text'],
  ["write `$'{'name'}'`", 'write `${name}`'],
  ['<prompt> stays', '<prompt> stays'],
])('%s is compiled to text: it needs no formatter', (message, text) => {
  expect(compileMessage(message)).toBe(text)
})

test('what is filled in is text, whatever is in it', () => {
  const messages = { note: compileMessage('You note {text}.') }
  const t = createTranslate<{ note: { readonly text: string } }>('en', messages)
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(t('note', { text })).toBe(`You note ${text}.`)
    }),
  )
})

test.each([
  ['en', 1, '1 image left'],
  ['en', 0, '0 images left'],
  ['en', 12_345, '12,345 images left'],
] as const)('in %s, %d is counted as "%s"', (language, count, text) => {
  const messages = { left: compileMessage('{count, plural, one {# image left} other {# images left}}') }
  const t = createTranslate<{ left: { readonly count: number } }>(language, messages)
  expect(t('left', { count })).toBe(text)
})

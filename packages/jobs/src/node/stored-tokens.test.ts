import { expect, test } from 'vitest'
import { parseStoredTokens } from './stored-tokens.ts'

test('the token file holds each token with its origin', () => {
  const tokens = { token: 'a', origin: 'https://x', platformToken: 'b', platformOrigin: 'https://y' }
  expect(parseStoredTokens(JSON.stringify(tokens))).toEqual(tokens)
})

test.each([
  ['{"token":7,"origin":"","other":"x"}', {}],
  ['{}', {}],
  ['null', undefined],
  ['"x"', undefined],
  ['{"token":"a"', undefined],
])('%s is read as %j', (text, expected) => {
  expect(parseStoredTokens(text)).toEqual(expected)
})

import { expect, test } from 'vitest'
import { authenticate } from './tokens.ts'

test.each([
  [null, 400, 'no_token'],
  ['', 400, 'no_token'],
  ['Basic abc', 400, 'no_token'],
  ['Bearer sandbox-invalid', 401, 'invalid_token'],
  ['Bearer sandbox-expired', 401, 'token_expired'],
  ['Bearer sandbox-wrong-api', 401, 'token_mismatched'],
  ['Bearer sandbox-disabled', 400, 'disabled'],
  ['Bearer platform-anything', 401, 'token_mismatched'],
])('the API answers %j with %i %s', (header, status, code) => {
  expect(authenticate(header, 'api', undefined)).toMatchObject({ status, code })
})

test('any other token is valid', () => {
  expect(authenticate('Bearer whatever', 'api', undefined)).toEqual({
    token: 'whatever',
    startingBalance: undefined,
    apis: undefined,
  })
})

test('a table makes every token that it does not name invalid', () => {
  expect(authenticate('Bearer other', 'api', { mine: 'valid' })).toMatchObject({ code: 'invalid_token' })
})

test('a token may bring its own balance', () => {
  expect(authenticate('Bearer mine', 'api', { mine: { balance: 5 } })).toEqual({
    token: 'mine',
    startingBalance: 5,
    apis: undefined,
  })
})

test('the platform wants its own token', () => {
  expect(authenticate('Bearer whatever', 'platform', undefined)).toMatchObject({ code: 'token_mismatched' })
  expect(authenticate('Bearer platform-1', 'platform', undefined)).toMatchObject({ token: 'platform-1' })
})

test('a table of platform tokens is obeyed', () => {
  expect(authenticate('Bearer platform-old', 'platform', { 'platform-old': 'expired' })).toMatchObject({
    code: 'token_expired',
  })
  expect(authenticate('Bearer platform-new', 'platform', { 'platform-old': 'expired' })).toMatchObject({
    code: 'invalid_token',
  })
})

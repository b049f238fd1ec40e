import { describe, expect, test } from 'vitest'
import { guard } from './guard.ts'

const options = { token: 'server-token-of-the-test', allowHosts: ['box.lan'], allowOrigins: ['chat.example'] }
const allowed = { host: '127.0.0.1:8377', authorization: 'Bearer server-token-of-the-test' }
const check = (headers: Record<string, string>, needsToken?: boolean): string | undefined =>
  guard(new Headers(headers), options, needsToken)?.code

describe('a request', () => {
  test.each([
    allowed,
    { ...allowed, host: 'localhost:8377' },
    { ...allowed, host: '[::1]:8377' },
    { ...allowed, host: 'box.lan' },
    { ...allowed, authorization: 'bearer server-token-of-the-test' },
    { ...allowed, origin: 'http://localhost:3000' },
    { ...allowed, origin: 'https://chat.example' },
  ])('with %j is served', (headers) => {
    expect(check(headers)).toBeUndefined()
  })

  test.each<[Record<string, string>, string]>([
    [{ ...allowed, host: 'evil.example' }, 'forbidden_host'],
    [{ ...allowed, host: 'localhost.evil.example' }, 'forbidden_host'],
    [{ ...allowed, host: '127.0.0.1.evil.example' }, 'forbidden_host'],
    [{ authorization: allowed.authorization }, 'forbidden_host'],
    [{ ...allowed, origin: 'https://evil.example' }, 'forbidden_origin'],
    [{ ...allowed, origin: 'https://localhost.evil.example' }, 'forbidden_origin'],
    [{ ...allowed, origin: 'null' }, 'forbidden_origin'],
    [{ host: allowed.host }, 'unauthorized'],
    [{ ...allowed, authorization: 'Bearer ' }, 'unauthorized'],
    [{ ...allowed, authorization: 'Bearer server-token-of-the-tes' }, 'unauthorized'],
    [{ ...allowed, authorization: 'Bearer server-token-of-the-test2' }, 'unauthorized'],
    [{ ...allowed, authorization: 'Basic server-token-of-the-test' }, 'unauthorized'],
    [{ ...allowed, authorization: 'server-token-of-the-test' }, 'unauthorized'],
  ])('with %j is refused: %s', (headers, code) => {
    expect(check(headers)).toBe(code)
  })

  test('without a token is still checked for host and origin where none is needed', () => {
    expect(check({ host: allowed.host }, false)).toBeUndefined()
    expect(check({ host: 'evil.example' }, false)).toBe('forbidden_host')
  })
})

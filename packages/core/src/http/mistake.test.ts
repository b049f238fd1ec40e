import { describe, expect, it } from 'vitest'
import { isMistake } from './mistake.ts'
import { TransportError } from './transport.ts'

const coded = (error: Error, code: string): Error => Object.assign(error, { code })

describe('a mistake in a program', () => {
  it.each<[string, unknown]>([
    ['a call of nothing', new TypeError('transport is not a function')],
    ['a missing property', new TypeError("Cannot read properties of undefined (reading 'headers')")],
    ['a name that is not there', new ReferenceError('processs is not defined')],
    ['a number out of range', new RangeError('Invalid array length')],
    ['text that is not JSON', new SyntaxError('Unexpected token')],
    ['an argument that Node refuses', coded(new TypeError('x'), 'ERR_INVALID_ARG_TYPE')],
    ['a header that Node refuses', coded(new TypeError('x'), 'ERR_INVALID_CHAR')],
    ['an argument that undici refuses', coded(new Error('invalid header'), 'UND_ERR_INVALID_ARG')],
    ['that argument within fetch', new TypeError('fetch failed', { cause: coded(new Error(), 'UND_ERR_INVALID_ARG') })],
    ['a URL that fetch refuses', new TypeError('Failed to parse URL from /flux/images')],
    ['a setting that fetch refuses', new TypeError('Request with GET/HEAD method cannot have body.')],
    ['one of another realm', { name: 'TypeError', message: 'x is not a function' }],
    ['one that a transport calls so', new TransportError('x', { sent: 'no', mistake: true })],
  ])('is one: %s', (_, error) => {
    expect(isMistake(error)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['Chromium', new TypeError('Failed to fetch')],
    ['Chromium, in a body', new TypeError('network error')],
    ['Electron', new Error('net::ERR_CONNECTION_REFUSED')],
    ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    ['Firefox, in a body', new TypeError('Error in body stream')],
    ['Safari', new TypeError('Load failed')],
    ['Safari, offline', new TypeError('The Internet connection appears to be offline.')],
    ['Safari, DNS', new TypeError('A server with the specified hostname could not be found.')],
    ['Node', new TypeError('fetch failed', { cause: coded(new Error('x'), 'ECONNREFUSED') })],
    ['Node, in a body', new TypeError('terminated', { cause: coded(new Error('x'), 'UND_ERR_SOCKET') })],
    ['Deno', new TypeError('fetch failed', { cause: new Error('client error (Connect)') })],
    ['Deno, in a body', new TypeError('error reading a body from connection')],
    ['Bun', coded(new TypeError('ECONNRESET: The socket connection was closed unexpectedly.'), 'ECONNRESET')],
    ['workerd', new Error('Network connection lost.')],
    ['React Native', new TypeError('Network request failed')],
    ['a system call', coded(new Error('x'), 'EPIPE')],
    ['an abort', new DOMException('x', 'AbortError')],
    ['an error of no kind', new Error('boom')],
    ['a lost connection', new TransportError('x', { sent: 'maybe', cause: new TypeError('boom') })],
    ['text', 'TypeError'],
    ['nothing', undefined],
  ])('is not one: the network, as %s reports it', (_, error) => {
    expect(isMistake(error)).toBe(false)
  })

  it('ends for a chain of causes without end', () => {
    const error = new TypeError('round')
    error.cause = error
    expect(isMistake(error)).toBe(false)
  })
})

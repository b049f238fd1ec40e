import net from 'node:net'
import tls from 'node:tls'
import { describe, expect, it } from 'vitest'
import { refusedUrl, tcpServer } from './fixtures/servers.ts'
import { wasSent } from './sent.ts'

const errorOf = (socket: net.Socket): Promise<Error> => new Promise((resolve) => socket.once('error', resolve))

const make = (fields: object, cause?: unknown): Error => Object.assign(new Error('x', { cause }), fields)

describe('real errors before sending: no byte can have arrived', () => {
  it('a refused port', async () => {
    const { port } = await refusedUrl()
    expect(wasSent(await errorOf(net.connect(Number(port), '127.0.0.1')))).toBe('no')
  })

  it('a port that is refused at every address of a name', async () => {
    const { port } = await refusedUrl()
    const lookup: net.LookupFunction = (_name, _options, callback) =>
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '127.0.0.2', family: 4 },
      ])
    const error = await errorOf(net.connect({ port: Number(port), host: 'two.test', autoSelectFamily: true, lookup }))
    expect(error).toBeInstanceOf(AggregateError)
    expect(wasSent(error)).toBe('no')
  })

  it('a name that does not exist, as fetch reports it', async () => {
    const error = await fetch('http://does-not-exist.invalid/').catch((cause: unknown) => cause)
    expect(wasSent(error)).toBe('no')
  })

  it('a refused port, as fetch reports it', async () => {
    const error = await fetch(await refusedUrl()).catch((cause: unknown) => cause)
    expect(wasSent(error)).toBe('no')
  })

  it('a certificate that nobody trusts', async () => {
    const { httpsServer } = await import('./fixtures/servers.ts')
    const { port } = await httpsServer((_request, response) => response.end())
    expect(wasSent(await errorOf(tls.connect(port, '127.0.0.1')))).toBe('no')
  })
})

describe('real errors after sending: nobody knows', () => {
  it('a connection that is reset', async () => {
    const { port } = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const socket = net.connect(port, '127.0.0.1', () => socket.write('POST / HTTP/1.1\r\n\r\n'))
    expect(wasSent(await errorOf(socket))).toBe('maybe')
  })

  it('a connection that is closed without an answer, as fetch reports it', async () => {
    const { url } = await tcpServer((socket) => socket.once('data', () => socket.end()))
    const error = await fetch(url, { method: 'POST', body: 'x' }).catch((cause: unknown) => cause)
    expect(wasSent(error)).toBe('maybe')
  })
})

describe('wasSent', () => {
  it.each<[string, object]>([
    ['a refused port, as Bun reports it', { code: 'ECONNREFUSED' }],
    ['a refused port, as older versions of Bun report it', { code: 'ConnectionRefused' }],
    ['DNS', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }],
    ['connecting', { code: 'ETIMEDOUT', syscall: 'connect' }],
    ['no way to the host', { code: 'EHOSTUNREACH', syscall: 'connect' }],
    ['no network', { code: 'ENETUNREACH', syscall: 'connect' }],
    ['a connection that takes too long', { code: 'UND_ERR_CONNECT_TIMEOUT' }],
    ['an expired certificate', { code: 'CERT_HAS_EXPIRED' }],
    ['a certificate for another host', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
    ['an unknown authority', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
  ])('no: %s', (_name, fields) => {
    expect(wasSent(make(fields))).toBe('no')
    expect(wasSent(new TypeError('fetch failed', { cause: make(fields) }))).toBe('no')
  })

  it.each<[string, object]>([
    ['a reset', { code: 'ECONNRESET', syscall: 'read' }],
    ['a broken pipe', { code: 'EPIPE', syscall: 'write' }],
    // The same words as before connecting, from a connection in use: Wi-Fi that goes away, a route that breaks.
    ['a host that vanishes while the answer is awaited', { code: 'EHOSTUNREACH', syscall: 'read' }],
    ['a network that goes down while the request is written', { code: 'ENETDOWN', syscall: 'write' }],
    ['a read that times out', { code: 'ETIMEDOUT', syscall: 'read' }],
    // Records that break after the handshake carry the same codes as a handshake that fails.
    ['a TLS record that was tampered with', { code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC' }],
    ['plain text in the middle of TLS 1.2', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }],
    ['a TLS alert while writing', { code: 'EPROTO', syscall: 'write' }],
    ['headers that do not come', { code: 'UND_ERR_HEADERS_TIMEOUT' }],
    ['a body that stops', { code: 'UND_ERR_BODY_TIMEOUT' }],
    ['a closed socket', { code: 'UND_ERR_SOCKET' }],
    ['a destroyed agent', { code: 'UND_ERR_DESTROYED' }],
    ['no code', {}],
    ['a code that is a number', { code: 23 }],
  ])('maybe: %s', (_name, fields) => {
    expect(wasSent(make(fields))).toBe('maybe')
    expect(wasSent(new TypeError('fetch failed', { cause: make(fields) }))).toBe('maybe')
  })

  it('maybe: several addresses, one of which was reached', () => {
    const refused = make({ code: 'ECONNREFUSED', syscall: 'connect' })
    const reset = make({ code: 'ECONNRESET', syscall: 'read' })
    expect(wasSent(new AggregateError([refused, refused]))).toBe('no')
    expect(wasSent(new AggregateError([refused, reset]))).toBe('maybe')
    expect(wasSent(new AggregateError([]))).toBe('maybe')
  })

  it.each([undefined, null, 'ECONNREFUSED', { code: 'ENOTFOUND' }, new Error('Failed to fetch')])(
    'maybe: %j, which proves nothing',
    (error) => {
      expect(wasSent(error)).toBe('maybe')
    },
  )

  it('maybe: a chain of causes without end', () => {
    const error = new Error('round')
    error.cause = error
    expect(wasSent(error)).toBe('maybe')
  })
})

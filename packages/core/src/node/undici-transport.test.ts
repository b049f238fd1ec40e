import { createSecureServer } from 'node:http2'
import { type AddressInfo, connect } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { Agent, type Dispatcher } from 'undici/index.js'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { rejection } from '../http/fixtures/rejection.ts'
import { httpServer, httpsServer, refusedUrl, tcpServer, type TestServer } from '../http/fixtures/servers.ts'
import { selfSigned } from '../http/fixtures/tls.ts'
import { aRequest, specifyTransport, textOf } from '../http/fixtures/transport-spec.ts'
import { failureOf } from '../http/failure.ts'
import { readBody } from '../http/read-body.ts'
import type { TransportError } from '../http/transport.ts'
import { undiciTransport, type UndiciTransportOptions } from './undici-transport.ts'

/** Without the proxies of the machine that runs the tests, and closed when the test ends. */
function transportOf(options: UndiciTransportOptions = {}): ReturnType<typeof undiciTransport> {
  const transport = undiciTransport({ env: {}, ...options })
  onTestFinished(() => transport.close())
  return transport
}

/** A name that no DNS knows, so that only a proxy can lead to it. */
const behindProxy = (scheme: string, server: TestServer): URL => new URL(`${scheme}://api.test:${server.port}/`)

/** For the length of a test every new connection trusts the servers of the fixtures. */
function trustTestServers(): void {
  const before = getCACertificates()
  setDefaultCACertificates([...before, selfSigned.cert])
  onTestFinished(() => setDefaultCACertificates(before))
}

/** A proxy that leads every tunnel to 127.0.0.1, whatever name was asked for. */
async function proxyServer(answer = 'HTTP/1.1 200 Connection established\r\n\r\n') {
  const requested: string[] = []
  const server = await tcpServer((socket) => {
    socket.once('data', (head) => {
      requested.push(head.toString().split('\r\n')[0] ?? '')
      socket.write(answer)
      if (!answer.includes(' 200 ')) return void socket.end()
      const port = Number(/:(\d+) HTTP/.exec(requested.at(-1) ?? '')?.[1])
      const upstream = connect(port, '127.0.0.1')
      upstream.on('error', () => socket.destroy())
      socket.on('close', () => upstream.destroy())
      socket.pipe(upstream).pipe(socket)
    })
  })
  return { ...server, requested }
}

specifyTransport('undiciTransport', () => transportOf())

describe('undiciTransport', () => {
  it('keeps one connection for requests that follow each other', async () => {
    const server = await httpServer((incoming, answer) => incoming.resume().on('end', () => answer.end('ok')))
    const transport = transportOf()
    for (let round = 0; round < 5; round++)
      expect(await textOf((await transport(aRequest(server.url))).body)).toBe('ok')
    // A second one is opened when the first has not yet been given back.
    expect(server.sockets.length).toBeLessThanOrEqual(2)
  })

  it('speaks HTTP/1.1 to a server that would speak HTTP/2, where undici repeats requests automatically', async () => {
    trustTestServers()
    const versions: string[] = []
    const server = createSecureServer({ ...selfSigned, allowHTTP1: true }, (incoming, answer) => {
      versions.push(incoming.httpVersion)
      answer.end('ok')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const proxy = await proxyServer()
    const transport = transportOf({ env: { HTTPS_PROXY: proxy.url.href } })
    await textOf((await transport(aRequest(new URL(`https://127.0.0.1:${port}/`)))).body)
    await textOf((await transport(aRequest(new URL(`https://api.test:${port}/`)))).body)
    await transport.close()
    await new Promise((resolve) => server.close(resolve))
    expect(versions).toEqual(['1.1', '1.1'])
  })

  it('names itself and asks for no compression', async () => {
    const { url } = await httpServer((incoming, answer) => {
      answer.end(`${incoming.headers['user-agent']}, ${incoming.headers['accept-encoding']}`)
    })
    const sent = await textOf((await transportOf()(aRequest(url))).body)
    expect(sent).toMatch(/^fluxkit-core\/\d+\.\d+\.\d+, identity$/)
    const headers = { 'user-agent': 'my-app/1' }
    expect(await textOf((await transportOf()(aRequest(url, { headers }))).body)).toBe('my-app/1, identity')
  })

  it('decodes what a server compresses anyway', async () => {
    const { url } = await httpServer((_incoming, answer) => {
      answer.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"task_id":"a"}'))
    })
    expect(await textOf((await transportOf()(aRequest(url))).body)).toBe('{"task_id":"a"}')
  })

  it('waits longer than the five minutes after which undici gives up', async () => {
    const { url } = await httpServer((_incoming, answer) => answer.end('ok'))
    const dispatched: Dispatcher.DispatchOptions[] = []
    const spy = vi.spyOn(Agent.prototype, 'dispatch').mockImplementationOnce(function (this: Agent, options, handler) {
      dispatched.push(options)
      spy.mockRestore()
      return this.dispatch(options, handler)
    })
    await textOf((await transportOf()(aRequest(url))).body)
    expect(dispatched).toMatchObject([{ headersTimeout: 0, bodyTimeout: 0 }])
  })
})

describe('the limits of undiciTransport', () => {
  it('connecting: nothing was sent', async () => {
    // The TLS handshake belongs to connecting; this server never answers it.
    const silent = await tcpServer((socket) => socket.resume())
    const error = await rejection(
      transportOf({ connectTimeoutMs: 50 })(aRequest(new URL(`https://127.0.0.1:${silent.port}/`))),
    )
    expect(error).toMatchObject({ sent: 'no', cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } })
  })

  it('connecting through a proxy: nothing was sent', async () => {
    const silent = await tcpServer((socket) => socket.resume())
    const proxy = await proxyServer()
    const transport = transportOf({ connectTimeoutMs: 50, env: { HTTPS_PROXY: proxy.url.href } })
    const error = await rejection(transport(aRequest(behindProxy('https', silent))))
    expect(error).toMatchObject({ sent: 'no', cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } })
  })

  it('headers: nobody knows, and it is called a timeout', async () => {
    const { url } = await httpServer(() => undefined)
    const error = await rejection(transportOf({ headersTimeoutMs: 50 })(aRequest(url)))
    expect(error).toMatchObject({ sent: 'maybe', cause: { code: 'UND_ERR_HEADERS_TIMEOUT' } })
    expect(failureOf(error, {})).toMatchObject({ code: 'timeout' })
  })

  it('between two pieces of a body', async () => {
    const { url } = await httpServer((_incoming, answer) => void answer.writeHead(200).write('half'))
    const { body } = await transportOf({ bodyTimeoutMs: 50 })(aRequest(url))
    const error = await rejection(readBody(body, 1_000))
    expect(error).toMatchObject({ code: 'UND_ERR_BODY_TIMEOUT' })
    expect(failureOf(error, {})).toMatchObject({ code: 'timeout' })
  })
})

describe('undiciTransport knows', () => {
  const failure = async (url: URL, options: UndiciTransportOptions = {}): Promise<unknown> => {
    const error = (await rejection(transportOf(options)(aRequest(url)))) as TransportError
    expect(error).toMatchObject({ name: 'TransportError' })
    return error.sent
  }

  it('that nothing was sent when a server speaks no TLS', async () => {
    const { port } = await httpServer((_incoming, answer) => answer.end())
    expect(await failure(new URL(`https://127.0.0.1:${port}/`))).toBe('no')
  })

  it('that nothing was sent when a server hangs up during the handshake', async () => {
    const { port } = await tcpServer((socket) => socket.once('data', () => socket.destroy()))
    expect(await failure(new URL(`https://127.0.0.1:${port}/`))).toBe('no')
  })

  it('that nothing was sent when a proxy refuses the tunnel', async () => {
    const proxy = await proxyServer('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n')
    expect(await failure(new URL('https://api.test/'), { env: { HTTPS_PROXY: proxy.url.href } })).toBe('no')
  })

  it('that nothing was sent when a proxy cannot be reached', async () => {
    const env = { HTTPS_PROXY: (await refusedUrl()).href }
    expect(await failure(new URL('https://api.test/'), { env })).toBe('no')
  })

  it('that nothing was sent when the environment names an invalid proxy', async () => {
    expect(await failure(new URL('https://api.test/'), { env: { HTTPS_PROXY: 'ftp://u:hunter2@proxy' } })).toBe('no')
  })

  it('nothing about an answer behind a 100 Continue that it did not ask for: undici reads no further', async () => {
    const { url } = await tcpServer((socket) => {
      socket.once('data', () =>
        socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'),
      )
    })
    expect(await failure(url)).toBe('maybe')
  })

  it('that a request with a header which no request can have was never sent over the network', async () => {
    const server = await httpServer((_incoming, answer) => answer.end())
    const headers = { authorization: 'Bearer a\nb' }
    const error = await rejection(transportOf()(aRequest(server.url, { headers })))
    expect(error).toMatchObject({ name: 'TransportError', mistake: true })
    expect(server.sockets).toHaveLength(0)
  })

  it('nothing about a request on a connection that was used before', async () => {
    let requests = 0
    const server = await httpServer((incoming, answer) => {
      requests++
      if (requests === 1) incoming.resume().on('end', () => answer.end('ok'))
      else incoming.socket.resetAndDestroy()
    })
    const transport = transportOf()
    await textOf((await transport(aRequest(server.url))).body)
    expect(await rejection(transport(aRequest(server.url)))).toMatchObject({ sent: 'maybe' })
    expect(requests).toBe(2)
  })
})

describe('the proxies of the environment', () => {
  it('are used, by a tunnel that does not see the token', async () => {
    trustTestServers()
    const server = await httpsServer((incoming, answer) => answer.end(incoming.headers.authorization))
    const proxy = await proxyServer()
    const transport = transportOf({ env: { https_proxy: proxy.url.href } })
    const headers = { authorization: 'Bearer t' }
    const { body, viaProxy } = await transport(aRequest(behindProxy('https', server), { headers }))
    expect(await textOf(body)).toBe('Bearer t')
    expect(viaProxy).toBe(true)
    expect(proxy.requested).toEqual([`CONNECT api.test:${server.port} HTTP/1.1`])
  })

  it('are passed over for the names in NO_PROXY', async () => {
    const proxy = await proxyServer()
    const transport = transportOf({ env: { HTTPS_PROXY: proxy.url.href, NO_PROXY: 'other.test,api.invalid' } })
    expect(await rejection(transport(aRequest(new URL('https://api.invalid/'))))).toMatchObject({
      sent: 'no',
      cause: { code: 'ENOTFOUND' },
    })
    expect(proxy.requested).toEqual([])
  })

  it.each(['127.0.0.1', 'localhost'])('are never asked for %s', async (host) => {
    const server = await httpServer((_incoming, answer) => answer.end('direct'))
    const proxy = await proxyServer()
    const transport = transportOf({ env: { HTTP_PROXY: proxy.url.href, HTTPS_PROXY: proxy.url.href } })
    const { body, viaProxy } = await transport(aRequest(new URL(`http://${host}:${server.port}/`)))
    expect(await textOf(body)).toBe('direct')
    expect(viaProxy).toBe(false)
    expect(proxy.requested).toEqual([])
  })

  it('are those of the process when none are given', async () => {
    const proxy = await proxyServer('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n')
    vi.stubEnv('https_proxy', proxy.url.href)
    vi.stubEnv('no_proxy', '')
    const transport = undiciTransport()
    onTestFinished(() => transport.close())
    await rejection(transport(aRequest(new URL('https://api.test/'))))
    vi.unstubAllEnvs()
    expect(proxy.requested).toEqual(['CONNECT api.test:443 HTTP/1.1'])
  })

  it('are not those of the process when an environment is given', async () => {
    const proxy = await proxyServer()
    vi.stubEnv('https_proxy', proxy.url.href)
    const error = await rejection(transportOf({ env: {} })(aRequest(new URL('https://api.invalid/'))))
    vi.unstubAllEnvs()
    expect(error).toMatchObject({ cause: { code: 'ENOTFOUND' } })
    expect(proxy.requested).toEqual([])
  })
})

describe('links from outside', () => {
  it('do not lead to a name of a private address', async () => {
    const server = await httpServer((_incoming, answer) => answer.end('secret'))
    // A name for loopback that is not spelled as one.
    const url = new URL(`http://localhost.:${server.port}/`)
    expect(await rejection(transportOf()(aRequest(url, { network: 'public' })))).toMatchObject({
      sent: 'no',
      cause: { name: 'PrivateAddressError' },
    })
    expect(server.sockets).toHaveLength(0)
  })
})

describe('undiciTransport frees the connection', () => {
  it('when it is closed, idle or running', async () => {
    const server = await httpServer((incoming, answer) => {
      if (incoming.method === 'POST') answer.end('ok')
    })
    const transport = transportOf()
    await textOf((await transport(aRequest(server.url))).body)
    const { body: _, ...get } = aRequest(server.url, { method: 'GET' })
    const running = rejection(transport(get))
    await server.opens(1)
    await transport.close()
    expect(await running).toMatchObject({ sent: 'maybe' })
    await server.opens(0)
  })
})

describe('after close', () => {
  it('nothing is sent any more', async () => {
    const server = await httpServer((_incoming, answer) => answer.end('ok'))
    const transport = transportOf()
    await textOf((await transport(aRequest(server.url))).body)
    await transport.close()
    expect(await rejection(transport(aRequest(server.url)))).toMatchObject({ sent: 'no' })
    expect(server.sockets).toHaveLength(1)
  })

  it('closing again does no harm', async () => {
    const transport = transportOf()
    await transport.close()
    await expect(transport.close()).resolves.toBeUndefined()
  })

  it('closing does no harm when no connection could ever be made', async () => {
    const transport = transportOf({ env: { HTTPS_PROXY: 'ftp://proxy' } })
    await rejection(transport(aRequest(new URL('https://api.test/'))))
    await expect(transport.close()).resolves.toBeUndefined()
  })
})

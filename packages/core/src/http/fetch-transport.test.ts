import { describe, expect, it, vi } from 'vitest'
import { fetchTransport } from './fetch-transport.ts'
import { rejection } from './fixtures/rejection.ts'
import { httpServer, httpsServer, readAll, refusedUrl, tcpServer, writeEndlessly } from './fixtures/servers.ts'
import { readBody } from './read-body.ts'
import { TransportError, type TransportRequest } from './transport.ts'

const request = (url: URL, fields: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"prompt":"a cat"}',
  signal: new AbortController().signal,
  network: 'api',
  ...fields,
})

const textOf = async (body: AsyncIterable<Uint8Array>): Promise<string> =>
  new TextDecoder().decode(await readBody(body, 1_000_000))

describe('fetchTransport', () => {
  it('sends what it is asked to, and hands back status, headers and bytes', async () => {
    const { url } = await httpServer((incoming, answer) => {
      const { method, headers } = incoming
      answer.writeHead(201, { 'x-echo': 'yes' })
      void readAll(incoming).then((text) =>
        answer.end(`${method} ${headers['content-type']} ${headers.authorization} ${text}`),
      )
    })
    const headers = { 'content-type': 'application/json', authorization: 'Bearer t' }
    const response = await fetchTransport()(request(url, { headers }))
    expect(response.status).toBe(201)
    expect(response.header('x-echo')).toBe('yes')
    expect(response.header('retry-after')).toBeUndefined()
    expect(await textOf(response.body)).toBe('POST application/json Bearer t {"prompt":"a cat"}')
  })

  it('reads an answer without a body', async () => {
    const { url } = await httpServer((_incoming, answer) => answer.writeHead(204).end())
    const { body } = await fetchTransport()(request(url, { method: 'GET', body: undefined as never }))
    expect(await textOf(body)).toBe('')
  })

  it('does not follow redirects', async () => {
    let requests = 0
    const { url } = await httpServer((_incoming, answer) => {
      requests++
      answer.writeHead(307, { location: '/elsewhere' }).end()
    })
    const response = await fetchTransport()(request(url))
    expect([response.status, response.header('location')]).toEqual([307, '/elsewhere'])
    await textOf(response.body)
    expect(requests).toBe(1)
  })

  it('calls a redirect that the host hides an answer whose fate nobody knows', async () => {
    const hidden = Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' })
    const error = await rejection(fetchTransport(async () => hidden)(request(new URL('https://a.b/'))))
    expect(error).toMatchObject({ name: 'TransportError', sent: 'maybe' })
  })

  it('takes the fetch it was given, and asks it to send no cookies', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('given'))
    const { body } = await fetchTransport(fetch)(request(new URL('https://a.b/')))
    expect(await textOf(body)).toBe('given')
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit', redirect: 'manual' })
  })

  it("looks the host's fetch up at each call, for hosts that replace it", async () => {
    const transport = fetchTransport()
    vi.stubGlobal('fetch', async () => new Response('replaced'))
    const { body } = await transport(request(new URL('https://a.b/')))
    vi.unstubAllGlobals()
    expect(await textOf(body)).toBe('replaced')
  })
})

describe('fetchTransport knows', () => {
  const failure = async (url: URL): Promise<unknown> => {
    const error = await rejection(fetchTransport()(request(url)))
    expect(error).toBeInstanceOf(TransportError)
    return (error as TransportError).sent
  }

  it('that nothing was sent to a refused port', async () => {
    expect(await failure(await refusedUrl())).toBe('no')
  })

  it('that nothing was sent to an unknown host', async () => {
    expect(await failure(new URL('https://does-not-exist.invalid/'))).toBe('no')
  })

  it('that nothing was sent to a server whose certificate nobody trusts', async () => {
    let requests = 0
    const { url } = await httpsServer((_incoming, answer) => {
      requests++
      answer.end()
    })
    expect(await failure(url)).toBe('no')
    expect(requests).toBe(0)
  })

  it('nothing about a request whose connection was reset', async () => {
    const { url } = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect(await failure(url)).toBe('maybe')
  })

  it('nothing about a request whose connection was closed', async () => {
    const { url } = await tcpServer((socket) => socket.once('data', () => socket.end()))
    expect(await failure(url)).toBe('maybe')
  })
})

describe('fetchTransport frees the connection', () => {
  const endless = () =>
    httpServer((_incoming, answer) => {
      answer.writeHead(200)
      writeEndlessly(answer, 'x'.repeat(1_000))
    })

  it('when the reader leaves early', async () => {
    const server = await endless()
    const { body } = await fetchTransport()(request(server.url))
    for await (const chunk of body) {
      expect(chunk.byteLength).toBeGreaterThan(0)
      break
    }
    await server.opens(0)
  })

  it('when it is aborted while the body is read', async () => {
    const server = await endless()
    const controller = new AbortController()
    const { body } = await fetchTransport()(request(server.url, { signal: controller.signal }))
    const reading = rejection(readBody(body, 1_000_000_000))
    controller.abort(new Error('enough'))
    expect(await reading).toMatchObject({ message: 'enough' })
    await server.opens(0)
  })

  it('when it is aborted before there is an answer', async () => {
    const server = await httpServer(() => undefined)
    const controller = new AbortController()
    const waiting = rejection(fetchTransport()(request(server.url, { signal: controller.signal })))
    await server.opens(1)
    controller.abort(new Error('enough'))
    expect(await waiting).toMatchObject({ sent: 'maybe' })
    await server.opens(0)
  })
})

describe('fetchTransport takes a mistake in a program for what it is', () => {
  it('when the host has no fetch: nothing was sent', async () => {
    vi.stubGlobal('fetch', undefined)
    const error = await rejection(fetchTransport()(request(new URL('https://a.b/'))))
    vi.unstubAllGlobals()
    expect(error).toMatchObject({ name: 'TransportError', sent: 'no', mistake: true })
  })

  it('when the fetch that was passed in throws: it may have sent the request before', async () => {
    const mistaken = (): never => {
      throw new TypeError("Cannot read properties of undefined (reading 'x')")
    }
    const error = await rejection(fetchTransport(mistaken)(request(new URL('https://a.b/'))))
    expect(error).toMatchObject({ name: 'TransportError', sent: 'maybe', mistake: true })
  })

  it('but not a connection that breaks', async () => {
    const { url } = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect(await rejection(fetchTransport()(request(url)))).toMatchObject({ sent: 'maybe', mistake: false })
  })
})

describe('fetchTransport keeps answers out of caches', () => {
  it('by asking for it', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('given'))
    await fetchTransport(fetch)(request(new URL('https://a.b/')))
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ cache: 'no-store' })
  })

  it('except where the host refuses the field, as Workers did', async () => {
    class OldRequest extends Request {
      constructor(input: string, init?: RequestInit) {
        if (init?.cache) throw new Error("The 'cache' field on 'RequestInitializerDict' is not implemented.")
        super(input, init)
      }
    }
    vi.stubGlobal('Request', OldRequest)
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('given'))
    await fetchTransport(fetch)(request(new URL('https://a.b/')))
    vi.unstubAllGlobals()
    expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty('cache')
  })
})

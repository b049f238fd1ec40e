import { describe, expect, it, vi } from 'vitest'
import { fetchTransport } from './fetch-transport.ts'
import { rejection } from './fixtures/rejection.ts'
import { tcpServer } from './fixtures/servers.ts'
import { aRequest, specifyTransport, textOf } from './fixtures/transport-spec.ts'

specifyTransport('fetchTransport', () => fetchTransport())

describe('fetchTransport', () => {
  it('treats a redirect that the host hides as an unknown outcome', async () => {
    const hidden = Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' })
    const error = await rejection(fetchTransport(async () => hidden)(aRequest(new URL('https://a.b/'))))
    expect(error).toMatchObject({ name: 'TransportError', sent: 'maybe' })
  })

  it('uses the given fetch, and sends no cookies', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('given'))
    const { body } = await fetchTransport(fetch)(aRequest(new URL('https://a.b/')))
    expect(await textOf(body)).toBe('given')
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit', redirect: 'manual' })
  })

  it("looks up the host's fetch at each call, for hosts that replace it", async () => {
    const transport = fetchTransport()
    vi.stubGlobal('fetch', async () => new Response('replaced'))
    const { body } = await transport(aRequest(new URL('https://a.b/')))
    vi.unstubAllGlobals()
    expect(await textOf(body)).toBe('replaced')
  })
})

describe('fetchTransport recognizes a programming error', () => {
  it('when the host has no fetch: nothing was sent', async () => {
    vi.stubGlobal('fetch', undefined)
    const error = await rejection(fetchTransport()(aRequest(new URL('https://a.b/'))))
    vi.unstubAllGlobals()
    expect(error).toMatchObject({ name: 'TransportError', sent: 'no', mistake: true })
  })

  it('when the fetch that was passed in throws: it may have sent the request before', async () => {
    const mistaken = (): never => {
      throw new TypeError("Cannot read properties of undefined (reading 'x')")
    }
    const error = await rejection(fetchTransport(mistaken)(aRequest(new URL('https://a.b/'))))
    expect(error).toMatchObject({ name: 'TransportError', sent: 'maybe', mistake: true })
  })

  it('but not a connection that breaks', async () => {
    const { url } = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect(await rejection(fetchTransport()(aRequest(url)))).toMatchObject({ sent: 'maybe', mistake: false })
  })
})

describe('fetchTransport keeps answers out of caches', () => {
  it('by asking for it', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('given'))
    await fetchTransport(fetch)(aRequest(new URL('https://a.b/')))
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
    await fetchTransport(fetch)(aRequest(new URL('https://a.b/')))
    vi.unstubAllGlobals()
    expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty('cache')
  })
})

import { describe, expect, it } from 'vitest'
import { detectHostFetch } from './host-fetch.ts'

const failed = (message: string): Error => new TypeError('fetch failed', { cause: new Error(message) })
const refused = failed('error sending request for url (http://a.b/): client error (Connect): tcp connect error')
const lost = failed('client error (SendRequest): connection closed before message completed')

describe('the fetch of Deno', () => {
  const client = { close: () => undefined }
  const settings: object[] = []
  const createHttpClient = (options: object): object => {
    settings.push(options)
    return client
  }

  it('gets a client that keeps no connection and speaks no HTTP/2: on those it repeats a POST', () => {
    const host = detectHostFetch({ Deno: { createHttpClient } })
    expect(settings).toEqual([{ poolMaxIdlePerHost: 0, http2: false }])
    expect(host.init).toEqual({ cache: 'no-store', client })
  })

  it('proves that no connection was made, but only with that client', () => {
    const host = detectHostFetch({ Deno: { createHttpClient } })
    expect([host.isUnconnected(refused), host.isUnconnected(lost)]).toEqual([true, false])
    expect(detectHostFetch({ Deno: {} }).isUnconnected(refused)).toBe(false)
    expect(detectHostFetch({}).isUnconnected(refused)).toBe(false)
  })

  it('may use a proxy: its environment cannot be read without a permission', () => {
    const forbidden = {
      Deno: {},
      get process(): never {
        throw new Error('NotCapable')
      },
    }
    expect(detectHostFetch(forbidden).mayBeProxied).toBe(true)
  })
})

describe('any other fetch', () => {
  it('gets nothing but the wish for no cache', () => {
    expect(detectHostFetch({}).init).toEqual({ cache: 'no-store' })
  })

  it.each([
    [{}, false],
    [{ HTTPS_PROXY: '' }, false],
    [{ NO_PROXY: '*' }, false],
    [{ HTTPS_PROXY: 'http://proxy:8080' }, true],
    [{ http_proxy: 'http://proxy:8080' }, true],
    [{ all_proxy: 'socks5://proxy:1080' }, true],
  ])('may use a proxy when the environment names one: %j', (env, mayBeProxied) => {
    expect(detectHostFetch({ process: { env } }).mayBeProxied).toBe(mayBeProxied)
  })

  it('uses none where there is no environment', () => {
    expect(detectHostFetch({}).mayBeProxied).toBe(false)
    expect(detectHostFetch({ process: {} }).mayBeProxied).toBe(false)
  })
})

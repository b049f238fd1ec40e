import { afterEach, describe, expect, it, vi } from 'vitest'
import type { InvalidRequestError } from '../errors/request-errors.ts'
import { aBatch, anAcceptance, aFinishedTask, anErrorAnswer } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClientOptions } from './options.ts'

afterEach(() => void vi.unstubAllGlobals())

function problem(options: FluxClientOptions): string | undefined {
  try {
    createFluxClient(options)
    return undefined
  } catch (error) {
    return (error as InvalidRequestError).issues.map(({ message }) => message).join('; ')
  }
}

describe('with proxyUrl', () => {
  it('every request goes to the own server, without a token, each with its own key', async () => {
    const clock = createFakeClock()
    const limited = { status: 429, body: anErrorAnswer('too_many_requests') }
    const transport = createScriptedTransport([limited, { body: anAcceptance() }, { body: aBatch(aFinishedTask()) }])
    const flux = createFluxClient({ proxyUrl: 'https://app.example.com/api/fluxkit', transport, clock })
    await clock.until(flux.generate({ prompt: 'a red fox' }))
    const { requests } = transport
    expect(requests.map(({ url }) => url)).toEqual([
      'https://app.example.com/api/fluxkit/flux/images',
      'https://app.example.com/api/fluxkit/flux/images',
      'https://app.example.com/api/fluxkit/flux/tasks',
    ])
    expect(requests.filter(({ headers }) => 'authorization' in headers)).toEqual([])
    const keys = requests.map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(3)
    expect(keys.join()).toMatch(/^[\da-f]{32},[\da-f]{32},[\da-f]{32}$/)
  })

  it('no token is read from the environment', async () => {
    vi.stubEnv('ACEDATACLOUD_API_TOKEN', 'sk-of-the-server')
    const clock = createFakeClock()
    const transport = createScriptedTransport([{ body: anAcceptance() }])
    const flux = createFluxClient({ proxyUrl: 'https://app.example.com', transport, clock })
    await flux.submit({ action: 'generate', prompt: 'a red fox' })
    vi.unstubAllEnvs()
    expect(JSON.stringify(transport.requests)).not.toContain('sk-of-the-server')
  })

  it('hosts of images get no key', async () => {
    const transport = createScriptedTransport([{ status: 404 }])
    const flux = createFluxClient({ proxyUrl: 'https://app.example.com', transport, clock: createFakeClock() })
    await expect(flux.images.download('https://cdn.example.com/a.png')).rejects.toMatchObject({ status: 404 })
    expect(transport.requests[0]?.headers).toEqual({ accept: 'image/*' })
  })

  it('a path is enough in a page, also over http', () => {
    vi.stubGlobal('location', { href: 'http://192.168.0.7:3000/gallery?x' })
    expect(problem({ proxyUrl: '/api/fluxkit' })).toBeUndefined()
    expect(problem({ proxyUrl: 'http://other.example/api' })).toBe(
      'proxyUrl: must be https:// (http:// only for loopback)',
    )
  })

  it.each([
    [{ proxyUrl: '/api/fluxkit' }, 'proxyUrl: must be an absolute URL, or a path in a page'],
    [{ proxyUrl: 'http://app.example.com' }, 'proxyUrl: must be https:// (http:// only for loopback)'],
    [{ proxyUrl: 'ftp://app.example.com' }, 'proxyUrl: must be https:// (http:// only for loopback)'],
    [{ proxyUrl: 'https://a.example', token: 'sk-1' }, 'token: leave it out, the server at proxyUrl has it'],
    [
      { proxyUrl: 'https://a.example', baseUrl: 'https://b.example' },
      'baseUrl: leave it out, the server at proxyUrl has it',
    ],
    [{ proxyUrl: 7 as never }, 'proxyUrl 7: must be text'],
  ])('%j is refused', (options, message) => {
    expect(problem(options)).toBe(message)
  })

  it.each(['http://127.0.0.1:3000/api', 'http://localhost:3000', 'https://app.example.com/api/'])(
    '%s is taken',
    (url) => {
      expect(problem({ proxyUrl: url })).toBeUndefined()
    },
  )
})

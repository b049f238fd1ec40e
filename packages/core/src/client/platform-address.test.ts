import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { images } from '../images/fixtures/images.ts'
import { createScriptedTransport } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClientOptions } from './options.ts'

const sandbox = 'http://127.0.0.1:8788'

beforeEach(() => {
  for (const name of ['ACEDATACLOUD_API_BASE_URL', 'ACEDATACLOUD_PLATFORM_BASE_URL']) vi.stubEnv(name, undefined)
})
afterEach(() => void vi.unstubAllEnvs())

/** Uploads a file. @returns where it went, or the code of what was refused, and in what field */
async function uploadWith(options: FluxClientOptions): Promise<readonly unknown[]> {
  const transport = createScriptedTransport([{ body: { file_url: 'https://cdn.acedata.cloud/7f849b80b9.png' } }])
  const flux = createFluxClient({ token: 'any', platformToken: 'any', transport, ...options })
  try {
    await flux.files.upload(images.png)
    return transport.requests.map(({ url }) => url)
  } catch (error) {
    const { code, issues } = error as { code?: string; issues?: readonly { field: string }[] }
    return [code, ...(issues ?? []).map(({ field }) => field), ...transport.requests.map(({ url }) => url)]
  }
}

describe('a file goes to the platform of the vendor', () => {
  const real = ['https://platform.acedata.cloud/api/v1/files/']

  it('when nothing else is said', async () => {
    expect(await uploadWith({})).toEqual(real)
    expect(await uploadWith({ baseUrl: 'https://api.acedata.cloud/' })).toEqual(real)
  })

  it('when it is named, wherever the service is', async () => {
    const named = { baseUrl: 'https://gateway.example.com', platformBaseUrl: 'https://platform.acedata.cloud' }
    expect(await uploadWith(named)).toEqual(real)
  })

  it('unless the service is another one: what is published there stays public', async () => {
    expect(await uploadWith({ baseUrl: sandbox })).toEqual(['invalid_request', 'platformBaseUrl'])
    expect(await uploadWith({ baseUrl: 'https://api.acedata.cloud.example' })).toEqual([
      'invalid_request',
      'platformBaseUrl',
    ])
    expect(await uploadWith({ token: undefined, proxyUrl: 'https://app.example.com/flux' })).toEqual([
      'invalid_request',
      'platformBaseUrl',
    ])
    vi.stubEnv('ACEDATACLOUD_API_BASE_URL', sandbox)
    expect(await uploadWith({})).toEqual(['invalid_request', 'platformBaseUrl'])
  })
})

it('a variable names the platform of a sandbox', async () => {
  vi.stubEnv('ACEDATACLOUD_API_BASE_URL', sandbox)
  vi.stubEnv('ACEDATACLOUD_PLATFORM_BASE_URL', sandbox)
  expect(await uploadWith({})).toEqual([`${sandbox}/api/v1/files/`])
  expect(await uploadWith({ platformBaseUrl: 'http://127.0.0.1:1' })).toEqual(['http://127.0.0.1:1/api/v1/files/'])
})

it('balance and usage do not leave for the real platform from a sandbox either', async () => {
  const transport = createScriptedTransport([])
  const flux = createFluxClient({ token: 'any', platformToken: 'any', baseUrl: sandbox, transport })
  const message = 'platformBaseUrl: is required, because baseUrl is not the vendor’s; nothing was sent to its platform'
  for (const call of [flux.account.balance(), flux.account.usage('trace-1')]) {
    await expect(call).rejects.toMatchObject({ code: 'invalid_request', issues: [{ message }] })
  }
  expect(transport.requests).toEqual([])
})

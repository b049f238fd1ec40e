import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Agent, request } from 'undici'

import { createPublicLookup, publicLookup } from './public-lookup.ts'

interface Answer {
  error: Error | null
  address: unknown
  family?: number | undefined
}

/** Looks a name up with a resolver that answers these addresses. */
function lookUp(
  addresses: readonly string[],
  options: { all?: boolean } = { all: true },
  hostname = 'cdn.example.com',
) {
  const requested: string[] = []
  const lookup = createPublicLookup((name, _, callback) => {
    requested.push(name)
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  })
  return new Promise<Answer & { requested: string[] }>((resolve) => {
    lookup(hostname, options, (error, address, family) => resolve({ error, address, family, requested }))
  })
}

it('answers public addresses', async () => {
  expect(await lookUp(['8.8.8.8', '2606:4700::1111'])).toMatchObject({
    error: null,
    address: [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ],
  })
})

it('leaves out private ones among them', async () => {
  expect(await lookUp(['127.0.0.1', '8.8.8.8', 'fe80::1%eth0'])).toMatchObject({
    error: null,
    address: [{ address: '8.8.8.8', family: 4 }],
  })
})

it('answers the first public one to a caller that wants one', async () => {
  expect(await lookUp(['10.0.0.1', '8.8.4.4', '8.8.8.8'], {})).toMatchObject({
    error: null,
    address: '8.8.4.4',
    family: 4,
  })
})

it.each([[['169.254.169.254']], [['10.0.0.1', 'fd00::1', '::ffff:192.168.0.1']], [[]]])(
  'fails when there is none: %j',
  async (addresses) => {
    expect((await lookUp(addresses)).error).toMatchObject({ code: 'ERR_FLUXKIT_PRIVATE_ADDRESS' })
  },
)

it('does not even ask for names of this machine', async () => {
  const { error, requested } = await lookUp(['8.8.8.8'], { all: true }, 'localhost')
  expect(error).toMatchObject({ code: 'ERR_FLUXKIT_PRIVATE_ADDRESS' })
  expect(requested).toEqual([])
})

it('hands on what the resolver says of unknown names', async () => {
  const failure = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
  const lookup = createPublicLookup((_name, _options, callback) => callback(failure, []))
  const error = await new Promise((resolve) => {
    lookup('nowhere.example.com', { all: true }, (reason) => resolve(reason))
  })
  expect(error).toBe(failure)
})

describe('in an Agent of undici', () => {
  const server = createServer((_request, response) => response.end('secret'))
  let port = 0
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => server.close())

  it('refuses to connect to a name of this machine, with the code in the error', async () => {
    const agent = new Agent({ connect: { lookup: publicLookup } })
    const failure = await request(`http://localhost:${port}/`, { dispatcher: agent }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'ERR_FLUXKIT_PRIVATE_ADDRESS' })
    await agent.close()
  })
})

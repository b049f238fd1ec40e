import { createFluxClient, fetchTransport } from '@fluxkit/core'
import { createSimulator } from '@fluxkit/simulator'
import { expect, test } from 'vitest'
import { fluxProxy } from './proxy.ts'

/** A browser whose every connection closes before the answer: it sends each POST again. */
const repeatingFetch =
  (send: (request: Request) => Response | Promise<Response>): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    if (request.method !== 'POST') return fetch(request)
    const [, answer] = await Promise.all([send(request.clone()), send(request)])
    return answer
  }

test('a page that goes through the proxy needs no token, and pays once although its browser sends every POST twice', async () => {
  await using simulator = createSimulator({ speed: 1_000, tokens: { 'sk-of-the-server': 'valid' } })
  const { url } = await simulator.listen()
  const proxy = fluxProxy('sk-of-the-server', url)
  const transport = fetchTransport(repeatingFetch((request) => proxy.fetch(request)))
  const flux = createFluxClient({ proxyUrl: 'http://localhost/', transport })
  const { images } = await flux.generate({ prompt: 'a red fox' })
  expect(images).toHaveLength(1)
  expect(simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
})

test('the proxy forwards nothing else', async () => {
  const proxy = fluxProxy('sk-of-the-server', 'http://127.0.0.1:1')
  expect((await proxy.request('/flux/other', { method: 'POST' })).status).toBe(404)
  expect((await proxy.request('/flux/images')).status).toBe(404)
})

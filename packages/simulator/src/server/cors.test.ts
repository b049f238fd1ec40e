import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'

const api = 'https://api.acedata.cloud/flux/images'

function request(origin: string, method: string, url = api): Promise<Response> {
  const headers = { origin, authorization: 'Bearer token', 'access-control-request-method': 'POST' }
  return createHarness().simulator.fetch(url, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })
}

test.each(['http://localhost:5173', 'http://127.0.0.1:8080', 'https://localhost', 'http://[::1]:3000'])(
  'a page at %s may call the service: a browser asks first',
  async (origin) => {
    const answer = await request(origin, 'OPTIONS')
    expect([answer.status, Object.fromEntries(answer.headers)]).toEqual([
      204,
      {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'accept, authorization, content-type',
        'access-control-max-age': '600',
        vary: 'origin',
      },
    ])
  },
)

test('it may read the answers, errors and images too, and the time to wait', async () => {
  const { headers, status } = await request('http://localhost:5173', 'POST')
  expect([status, headers.get('access-control-allow-origin')]).toEqual([400, 'http://localhost:5173'])
  expect(headers.get('access-control-expose-headers')).toBe('retry-after')
  const image = await request('http://localhost:5173', 'GET', 'https://cdn.example/sandbox-images/x_0.png')
  expect([image.status, image.headers.get('access-control-allow-origin')]).toEqual([404, 'http://localhost:5173'])
})

test.each(['https://example.com', 'http://localhost.example.com', 'http://127.0.0.1.example.com', 'null', 'localhost'])(
  'a page at %s may not',
  async (origin) => {
    const preflight = await request(origin, 'OPTIONS')
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([404, null])
    expect((await request(origin, 'POST')).headers.get('access-control-allow-origin')).toBeNull()
  },
)

test('no page of another origin may turn the knobs', async () => {
  for (const method of ['OPTIONS', 'POST']) {
    const answer = await request('http://localhost:5173', method, 'https://api.acedata.cloud/_control/reset')
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
      method === 'POST' ? 403 : 404,
      null,
    ])
  }
})

test('a preflight is not a request to the service', async () => {
  const { simulator } = createHarness()
  await simulator.fetch(api, { method: 'OPTIONS', headers: { origin: 'http://localhost:5173' } })
  expect(simulator.stats.requests).toBe(0)
})

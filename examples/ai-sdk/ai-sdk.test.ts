import { createFluxkit } from '@fluxkit/ai-sdk-provider'
import { identifyImage } from '@fluxkit/core/images'
import { createFakeClock } from '@fluxkit/core/testing'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import { settleProcess } from '@fluxkit/tooling/time'
import { expect, test } from 'vitest'
import { createApp } from './app.ts'

interface Site extends AsyncDisposable {
  readonly simulator: Simulator
  /** The answer; the time until then passes at once. */
  readonly request: (path: string, init?: RequestInit) => Promise<Response>
  readonly post: (body: object) => Promise<Response>
}

async function createSite(): Promise<Site> {
  const clock = createFakeClock({ settle: settleProcess })
  const simulator = createSimulator({ clock, maxImageSide: 64 })
  const { url: baseURL } = await simulator.listen()
  const app = createApp(createFluxkit({ apiKey: 'any-token', baseURL, clock }))
  const request: Site['request'] = (path, init) => clock.until(Promise.resolve(app.request(path, init)))
  return {
    simulator,
    request,
    post: (body) => request('/images', { method: 'POST', body: JSON.stringify(body) }),
    [Symbol.asyncDispose]: () => simulator.close(),
  }
}

test('a prompt becomes an image, with one submission', async () => {
  await using site = await createSite()
  const answer = await site.post({ prompt: 'a red fox', aspectRatio: '16:9' })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(identifyImage(new Uint8Array(await answer.arrayBuffer()))).toMatchObject({ format: 'png', complete: true })
  expect(site.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
})

test('an image that could not be fetched is there later, and is paid for once', async () => {
  await using site = await createSite()
  const failed = await site.post({ prompt: 'a red fox [sim:image-404 times=1]' })
  expect(failed.status).toBe(502)
  const { charged, retryAt } = (await failed.json()) as { charged: string; retryAt: string }
  expect(charged).toBe('yes')
  const answer = await site.request(retryAt)
  expect(answer.status).toBe(200)
  expect(site.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
})

test('a refused prompt costs nothing, and the answer says so', async () => {
  await using site = await createSite()
  const refused = await site.post({ prompt: 'a red fox [sim:moderation]' })
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({ code: 'moderated', charged: 'no', traceId: expect.any(String) })
  expect(site.simulator.stats.charges).toBe(0)
})

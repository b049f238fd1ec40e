import { access } from 'node:fs/promises'
import { createFluxClient, generateCallbackKey } from '@fluxkit/core/node'
import { createFakeClock } from '@fluxkit/core/testing'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import { settleProcess } from '@fluxkit/tooling/time'
import type { Hono } from 'hono'
import { expect, test } from 'vitest'
import { makeFolder } from '../support/run-program.ts'
import { createApp } from './app.ts'

interface Shown {
  readonly state: string
  readonly path?: string
  readonly problem?: string
}

interface Site {
  readonly simulator: Simulator
  readonly app: Hono
  submit(prompt: string): Promise<Response>
  /** The job once it has ended; the time until then passes at once. */
  ended(id: string): Promise<Shown>
  [Symbol.asyncDispose](): Promise<void>
}

async function createSite(): Promise<Site> {
  const clock = createFakeClock({ settle: settleProcess })
  const directory = await makeFolder()
  // The simulator calls the app back as the service would call its public URL.
  const live: { app?: Hono } = {}
  const callbackFetch: typeof fetch = async (input, init) =>
    (await live.app?.request(new Request(input, init))) ?? Response.error()
  const simulator = createSimulator({ clock, callbackFetch, durationsMs: () => 200 })
  const { url: baseUrl } = await simulator.listen()
  const flux = createFluxClient({ token: 'any-token', baseUrl, clock })
  const site = createApp({
    flux,
    secretKey: generateCallbackKey(),
    publicUrl: 'https://images.example.com',
    directory,
  })
  live.app = site
  return {
    simulator,
    app: site,
    submit: async (prompt) => site.request('/images', { method: 'POST', body: JSON.stringify({ prompt }) }),
    async ended(id) {
      for (;;) {
        const job = (await (await site.request(`/images/${id}`)).json()) as Shown
        if (job.state === 'done' || job.state === 'failed') return job
        await clock.advanceToNextTimer()
      }
    },
    async [Symbol.asyncDispose]() {
      await flux.close()
      await simulator.close()
    },
  }
}

test('a job is done as soon as the service calls back; nothing is polled', async () => {
  await using site = await createSite()
  const submitted = await site.submit('a red fox')
  expect(submitted.status).toBe(202)
  const { id } = (await submitted.json()) as { id: string }
  const done = await site.ended(id)
  await access(done.path ?? '')
  expect(site.simulator.stats).toMatchObject({ submissions: 1, callbacksSent: 1, batchPolls: 0 })
})

test('a callback that is lost costs time, not the image', async () => {
  await using site = await createSite()
  const { id } = (await (await site.submit('a red fox [sim:callback-lost]')).json()) as { id: string }
  expect(await site.ended(id)).toMatchObject({ state: 'done' })
  expect(site.simulator.stats.batchPolls).toBeGreaterThan(0)
})

test('forged callbacks change nothing', async () => {
  await using site = await createSite()
  const { id } = (await (await site.submit('a red fox [sim:callback-forged]')).json()) as { id: string }
  expect(await site.ended(id)).toMatchObject({ state: 'done' })
  const forged = await site.app.request(`/callbacks/${id}/${'A'.repeat(43)}`, { method: 'POST', body: '{}' })
  expect(forged.status).toBe(404)
})

test('a job that fails says why in words that a visitor may read', async () => {
  await using site = await createSite()
  const { id } = (await (await site.submit('a red fox [sim:moderation]')).json()) as { id: string }
  expect(await site.ended(id)).toMatchObject({
    state: 'failed',
    problem: expect.stringMatching(/refused.*Change the prompt or the image\./),
  })
})

test('an empty prompt is refused at once', async () => {
  await using site = await createSite()
  expect((await site.submit(' ')).status).toBe(400)
  expect(site.simulator.stats.submissions).toBe(0)
})

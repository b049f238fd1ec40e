import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

test('an asynchronous call answers at once with a task id', async () => {
  const { submit, simulator } = createHarness()
  const response = await submit()
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ task_id: expect.stringMatching(uuid) })
  expect(simulator.tasks[0]?.state).toBe('running')
})

test('some asynchronous answers carry a trace id, some do not', async () => {
  const { submit } = createHarness()
  const answers = await Promise.all(Array.from({ length: 20 }, async () => (await submit()).json() as Promise<object>))
  expect(new Set(answers.map((answer) => 'trace_id' in answer))).toEqual(new Set([true, false]))
})

test('a synchronous call holds the connection until the images are there', async () => {
  const { post, clock } = createHarness()
  let isAnswered = false
  const answer = post('/flux/images', { action: 'generate', prompt: 'a cat', count: 2 }).finally(
    () => (isAnswered = true),
  )
  await clock.advance(4_900)
  expect(isAnswered).toBe(false)
  await clock.advance(1_000)
  const body = (await (await answer).json()) as { data: { image_url: string }[] }
  expect(body).toMatchObject({
    success: true,
    task_id: expect.stringMatching(uuid),
    trace_id: expect.stringMatching(uuid),
  })
  expect(body.data.map(({ image_url }) => new URL(image_url).origin)).toEqual([
    'https://api.acedata.cloud',
    'https://api.acedata.cloud',
  ])
})

test('seeds and timings come in all their shapes', async () => {
  const { start, poll, clock } = createHarness()
  const id = await start({ count: 40 })
  await clock.advance(6_000)
  const { response } = (await poll(id)) as { response: { data: { seed?: unknown; timings: unknown }[] } }
  expect(new Set(response.data.map(({ seed }) => typeof seed))).toEqual(new Set(['number', 'string', 'undefined']))
  expect(new Set(response.data.map(({ timings }) => typeof timings))).toEqual(new Set(['number', 'object']))
})

test.each([
  ['sandbox-expired', 401, 'token_expired'],
  ['sandbox-broke', 403, 'used_up'],
  ['sandbox-disabled', 400, 'disabled'],
])('token %s is answered with %i %s', async (token, status, code) => {
  const { submit, simulator } = createHarness()
  const response = await submit({}, token)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({
    success: false,
    error: { code, message: expect.any(String) },
    trace_id: expect.stringMatching(uuid),
  })
  expect(simulator.stats).toMatchObject({ submissions: 1, accepted: 0, chargedCredits: 0 })
})

test('no token at all', async () => {
  const { post } = createHarness()
  const response = await post('/flux/images', { action: 'generate', prompt: 'x' }, { token: null })
  expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'no_token' } }])
})

test('each image is charged by its model', async () => {
  const { submit, simulator } = createHarness({ balance: 100 })
  await submit({ model: 'flux-2-max', count: 3 })
  expect(simulator.stats).toMatchObject({ charges: 1, chargedCredits: 2.16 })
  expect(simulator.balanceOf('token')).toBe(97.84)
})

test('a task that fails is refunded', async () => {
  const { start, poll, clock, simulator } = createHarness({ balance: 100 })
  const id = await start({ prompt: 'x [sim:task-fails code=nsfw]' })
  expect(simulator.balanceOf('token')).toBe(99.784)
  await clock.advance(6_000)
  expect(await poll(id)).toMatchObject({ response: { success: false, error: { code: 'nsfw' } } })
  expect(simulator.stats).toMatchObject({ chargedCredits: 0.216, refundedCredits: 0.216, failed: 1 })
  expect(simulator.balanceOf('token')).toBe(100)
})

test('the rate limit names the wait', async () => {
  const { submit } = createHarness({ rateLimit: { requests: 1, perMs: 30_000 } })
  await submit()
  const second = await submit()
  expect([second.status, second.headers.get('retry-after')]).toEqual([429, '30'])
})

test('a body that is not JSON, and one that is too large', async () => {
  const { simulator, submit } = createHarness()
  const broken = await simulator.fetch('https://api.acedata.cloud/flux/images', {
    method: 'POST',
    headers: { authorization: 'Bearer t' },
    body: '{',
  })
  expect(await broken.json()).toMatchObject({ error: { code: 'bad_request', message: 'body is invalid.' } })
  expect((await submit({ prompt: 'x'.repeat(70_000) })).status).toBe(400)
})

test('a wrong address is not an API', async () => {
  const { post } = createHarness()
  const response = await post('/flux/image', {})
  expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'no_api' } }])
})

test('a magic word that is not known is explained', async () => {
  const { submit } = createHarness()
  const response = await submit({ prompt: '[sim:boom]' })
  expect(response.status).toBe(400)
  expect(JSON.stringify(await response.json())).toContain('Unknown fault')
})

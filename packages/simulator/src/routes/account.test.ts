import { expect, test } from 'vitest'
import { createHarness, type Harness } from '../testing/harness.ts'

type Json = Record<string, unknown>

async function read({ simulator }: Harness, path: string, token = 'platform-1'): Promise<Response> {
  return simulator.fetch(`https://platform.acedata.cloud${path}`, { headers: { authorization: `Bearer ${token}` } })
}

async function usage(harness: Harness, traceId: string): Promise<Json> {
  return (await (await read(harness, `/api/v1/usage/apis/?trace_id=${traceId}`)).json()) as Json
}

test('a submission that was charged is found by its trace id', async () => {
  const harness = createHarness()
  const id = await harness.start()
  const { trace_id } = (await harness.poll(id)) as { trace_id: string }
  expect(await usage(harness, trace_id)).toMatchObject({
    count: 1,
    items: [{ trace_id, status_code: 200, deducted_amount: 0.216 }],
  })
})

test('a task that failed was not charged in the end', async () => {
  const harness = createHarness()
  const id = await harness.start({ prompt: '[sim:task-fails]' })
  await harness.clock.advance(6_000)
  const { trace_id } = (await harness.poll(id)) as { trace_id: string }
  expect(await usage(harness, trace_id)).toMatchObject({ items: [{ status_code: 500, deducted_amount: 0 }] })
})

test('a submission that was refused is listed with its status and without a charge', async () => {
  const harness = createHarness()
  const { trace_id } = (await (await harness.submit({ count: 0 })).json()) as { trace_id: string }
  expect(await usage(harness, trace_id)).toMatchObject({ items: [{ status_code: 400, deducted_amount: 0 }] })
})

test('a trace id that nobody knows has no usage', async () => {
  expect(await usage(createHarness(), 'unknown')).toEqual({ count: 0, items: [] })
})

test('without a trace id the newest come first, twelve of them', async () => {
  const harness = createHarness()
  for (let count = 0; count < 14; count++) {
    await harness.submit({ count: count + 1 })
    await harness.clock.advance(10)
  }
  const { count, items } = (await (await read(harness, '/api/v1/usage/apis/')).json()) as {
    count: number
    items: Json[]
  }
  expect([count, items.length, items[0]?.['deducted_amount']]).toEqual([14, 12, 3.024])
})

test('an application shows what is left in credits', async () => {
  const harness = createHarness({ balance: 10 })
  await harness.start()
  const { items } = (await (await read(harness, '/api/v1/applications/')).json()) as { items: Json[] }
  expect(items).toMatchObject([{ id: expect.any(String), remaining_amount: 9.784, used_amount: 0.216 }])
})

test('before the first request there is an application with the whole balance', async () => {
  const answer = await read(createHarness({ balance: 10 }), '/api/v1/applications/')
  expect(await answer.json()).toMatchObject({ count: 1, items: [{ remaining_amount: 10, used_amount: 0 }] })
})

test.each(['/api/v1/applications/', '/api/v1/usage/apis/'])('%s refuses an API token', async (path) => {
  const answer = await read(createHarness(), path, 'api-token')
  expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'token_mismatched' } }])
})

test('every answer carries the time of the service', async () => {
  const harness = createHarness()
  await harness.clock.advance(61_000)
  for (const answer of [await harness.submit(), await read(harness, '/api/v1/applications/')]) {
    expect(answer.headers.get('date')).toBe('Thu, 01 Jan 2026 00:01:01 GMT')
  }
})

test.each([
  ['sandbox-images-only', '/flux/images', '/flux/tasks'],
  ['sandbox-tasks-only', '/flux/tasks', '/flux/images'],
])('token %s may use %s and not %s', async (token, allowed, refused) => {
  const { post } = createHarness()
  const body = { action: allowed === '/flux/images' ? 'generate' : 'retrieve', prompt: 'x', id: 'x', async: true }
  expect((await post(allowed, body, { token })).status).not.toBe(401)
  const answer = await post(refused, body, { token })
  expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'token_mismatched' } }])
})

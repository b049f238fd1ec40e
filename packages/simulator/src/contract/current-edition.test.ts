import { expect, test } from 'vitest'
import { createHarness, type Harness } from '../testing/harness.ts'

const cube = { action: 'generate', prompt: 'a teal ceramic cube', model: 'flux-dev', size: '1024x1024' }

function current(): Harness {
  return createHarness({ contract: 'current' })
}

async function finish({ clock, post }: Harness, fields: Record<string, unknown>): Promise<Record<string, unknown>> {
  const answer = post('/flux/images', { ...cube, ...fields })
  await clock.advance(6_000)
  return (await (await answer).json()) as Record<string, unknown>
}

test('a synchronous answer has the cost in credits and nothing but a link for each image', async () => {
  const answer = await finish(current(), {})
  expect(answer).toEqual({
    success: true,
    task_id: expect.any(String),
    trace_id: expect.any(String),
    cost: { amount: 0.216, currency: 'credit' },
    data: [{ image_url: `https://api.acedata.cloud/flux/${String(answer['task_id'])}.png` }],
  })
})

test('an edit by flux-kontext-pro costs 0.423 credits', async () => {
  const image_url = 'https://platform2.cdn.acedata.cloud/flux/7047a12b-d371-4544-b527-bda4569efb61.png'
  const answer = await finish(current(), {
    action: 'edit',
    model: 'flux-kontext-pro',
    size: '1:1',
    image_url,
    count: 1,
  })
  expect(answer).toMatchObject({ success: true, cost: { amount: 0.423, currency: 'credit' } })
})

test('FLUX.2 gives JPEG images of the ratio that was asked for', async () => {
  const harness = current()
  const { data } = await finish(harness, { model: 'flux-2-pro', size: '16:9' })
  const link = (data as { image_url: string }[])[0]?.image_url ?? ''
  expect(link).toMatch(/^https:\/\/api\.acedata\.cloud\/flux\/[\da-f-]{36}\.jpg$/)
  const response = await harness.simulator.fetch(link)
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect([response.headers.get('content-type'), ...bytes.subarray(0, 3)]).toEqual(['image/jpeg', 0xff, 0xd8, 0xff])
})

test('several images of one task have links of their own', async () => {
  const harness = current()
  const { data } = await finish(harness, { count: 3, size: '1:1' })
  const links = (data as { image_url: string }[]).map(({ image_url }) => image_url)
  expect(new Set(links).size).toBe(3)
  for (const link of links) expect((await harness.simulator.fetch(link)).status).toBe(200)
})

test('an acceptance always has both ids', async () => {
  const { submit } = current()
  for (let count = 0; count < 5; count++) {
    expect(Object.keys((await (await submit(cube)).json()) as object)).toEqual(['task_id', 'trace_id'])
  }
})

test('an unknown id is 200 with an empty object', async () => {
  const { post } = current()
  const response = await post('/flux/tasks', { action: 'retrieve', id: '00000000-0000-0000-0000-000000000000' })
  expect([response.status, await response.json()]).toEqual([200, {}])
})

test('retrieve is the default action', async () => {
  const { start, post } = current()
  const id = await start(cube)
  expect(await (await post('/flux/tasks', { id })).json()).toMatchObject({ id, type: 'images' })
})

test('no ids give no items', async () => {
  expect(await current().pollBatch([])).toEqual({ items: [], count: 0 })
})

test('a batch without a limit has twelve items at most', async () => {
  const { start, post, pollBatch } = current()
  const ids: string[] = []
  for (let count = 0; count < 20; count++) ids.push(await start(cube))
  expect(await pollBatch(ids)).toMatchObject({ count: 12 })
  expect(await (await post('/flux/tasks', { action: 'retrieve_batch', ids, limit: 20 })).json()).toMatchObject({
    count: 20,
  })
})

test('a task names the account that it belongs to, one application for each token', async () => {
  const { post, poll } = current()
  const tasks = []
  for (const token of ['one', 'one', 'two']) {
    const answer = await post('/flux/images', { ...cube, async: true }, { token })
    tasks.push(await poll(((await answer.json()) as { task_id: string }).task_id))
  }
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
  for (const name of ['api_id', 'application_id', 'credential_id', 'user_id']) expect(tasks[0]?.[name]).toMatch(uuid)
  expect(new Set(tasks.map((task) => task['application_id'])).size).toBe(2)
  expect(new Set(tasks.map((task) => task['user_id'])).size).toBe(1)
})

import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'

test('a running task has no end and no response', async () => {
  const { start, poll, clock } = createHarness()
  const id = await start()
  await clock.advance(1_000)
  const task = await poll(id)
  expect(task).toMatchObject({
    id,
    created_at: 1_767_225_600,
    started_at: expect.any(Number),
    trace_id: expect.any(String),
  })
  expect(Object.keys(task)).not.toEqual(expect.arrayContaining(['finished_at']))
  expect('elapsed' in task || 'finished_at' in task || 'response' in task).toBe(false)
})

test('a finished task has times in seconds and its images', async () => {
  const { start, poll, clock } = createHarness()
  const id = await start({ size: '512x512' })
  await clock.advance(6_000)
  expect(await poll(id)).toMatchObject({
    elapsed: 5,
    request: { action: 'generate', prompt: 'a red fox', size: '512x512', async: true },
    response: {
      success: true,
      task_id: id,
      data: [{ prompt: 'a red fox', image_url: `https://api.acedata.cloud/sandbox-images/${id}_0.png` }],
    },
  })
})

test('the request is echoed with its links', async () => {
  const { start, poll } = createHarness({ callbackFetch: async () => new Response() })
  const id = await start({ callback_url: 'https://example.com/hook?secret=1' })
  expect(await poll(id)).toMatchObject({ request: { callback_url: 'https://example.com/hook?secret=1' } })
})

test('a batch leaves out what it does not know', async () => {
  const { start, pollBatch } = createHarness()
  const ids = [await start(), await start()]
  const { items, count } = (await pollBatch([...ids, 'unknown', ids[0] ?? ''])) as {
    items: { id: string }[]
    count: number
  }
  expect(count).toBe(2)
  expect(items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
})

test('a batch comes in its own order', async () => {
  const { start, pollBatch } = createHarness()
  const ids: string[] = []
  for (let count = 0; count < 10; count++) ids.push(await start())
  const sequences = new Set<string>()
  for (let attempt = 0; attempt < 10; attempt++) {
    const { items } = (await pollBatch(ids)) as { items: { id: string }[] }
    sequences.add(items.map(({ id }) => ids.indexOf(id)).join())
  }
  expect(sequences.size).toBeGreaterThan(3)
})

test('an unknown id is a 404 error', async () => {
  const { post } = createHarness()
  const response = await post('/flux/tasks', { action: 'retrieve', id: 'unknown' })
  expect([response.status, await response.json()]).toMatchObject([
    404,
    { success: false, error: { code: 'not_found' } },
  ])
})

test.each([
  [{}, 'action is required'],
  [{ action: 'list' }, 'action is invalid.'],
  [{ action: 'retrieve' }, 'id is required'],
  [{ action: 'retrieve', id: 4 }, 'id is invalid.'],
  [{ action: 'retrieve_batch' }, 'ids is required'],
  [{ action: 'retrieve_batch', ids: [] }, 'ids is invalid.'],
  [{ action: 'retrieve_batch', ids: [1] }, 'ids is invalid.'],
])('the README edition refuses %j: %s', async (body, message) => {
  const { post } = createHarness({ contract: 'readme' })
  const response = await post('/flux/tasks', body)
  expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'bad_request', message } }])
})

test('looking costs nothing, and both kinds of look are counted', async () => {
  const { start, poll, pollBatch, simulator } = createHarness()
  const id = await start()
  await poll(id)
  await pollBatch([id, 'other'])
  expect(simulator.stats).toMatchObject({ requests: 3, polls: 1, batchPolls: 1, polledIds: 3, charges: 1 })
})

import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'

async function afterwards(faults: string, afterMs = 6_000): Promise<Record<string, unknown>> {
  const { start, poll, clock } = createHarness()
  const id = await start({ prompt: `x ${faults}` })
  await clock.advance(afterMs)
  return poll(id)
}

test('no-image: a success without an image', async () => {
  expect(await afterwards('[sim:no-image]')).toMatchObject({
    finished_at: expect.any(Number),
    response: { success: true, data: [] },
  })
})

test('bare-failure: a bare string, finished', async () => {
  expect(await afterwards('[sim:bare-failure]')).toMatchObject({
    finished_at: expect.any(Number),
    response: { success: false, error: 'fetch failed' },
  })
})

test('hiccup: two looks fail without an end, the third shows the result', async () => {
  const { start, poll, clock } = createHarness()
  const id = await start({ prompt: '[sim:hiccup]' })
  await clock.advance(6_000)
  const answers = [await poll(id), await poll(id), await poll(id)]
  expect(answers.map((task) => [(task['response'] as { success: boolean }).success, 'finished_at' in task])).toEqual([
    [false, false],
    [false, false],
    [true, true],
  ])
})

test('hiccup-forever: it never gets better, and the money comes back', async () => {
  const { start, poll, clock, simulator } = createHarness()
  const id = await start({ prompt: '[sim:hiccup-forever]' })
  await clock.advance(6_000)
  for (let attempt = 0; attempt < 4; attempt++) {
    const task = await poll(id)
    expect([task['response'], 'finished_at' in task]).toMatchObject([{ success: false, error: 'fetch failed' }, false])
  }
  expect(simulator.stats.refundedCredits).toBe(0.216)
})

test('status-word: its own word while running', async () => {
  expect(await afterwards('[sim:status-word word=warming]', 1_000)).toMatchObject({ response: { status: 'warming' } })
})

test('status-word: its own word at the end', async () => {
  expect(await afterwards('[sim:status-word word=succeed when=finished]')).toMatchObject({
    response: { status: 'succeed', success: true },
  })
})

test('accepted-response: success without an image while running', async () => {
  const task = await afterwards('[sim:accepted-response]', 1_000)
  expect([task['response'], 'finished_at' in task]).toMatchObject([{ success: true }, false])
})

test('iso-times: times as text', async () => {
  expect(await afterwards('[sim:iso-times]')).toMatchObject({
    created_at: '2026-01-01T00:00:00.000Z',
    finished_at: expect.stringMatching(/Z$/),
  })
})

test('never-finishes: still running after a day', async () => {
  expect('finished_at' in (await afterwards('[sim:never-finishes]', 86_400_000))).toBe(false)
})

test('unknown-task: unknown for a while, then known', async () => {
  const { start, post, pollBatch, clock } = createHarness()
  const id = await start({ prompt: '[sim:unknown-task ms=2000]' })
  expect((await post('/flux/tasks', { action: 'retrieve', id })).status).toBe(404)
  expect(await pollBatch([id])).toEqual({ items: [], count: 0 })
  await clock.advance(2_000)
  expect((await post('/flux/tasks', { action: 'retrieve', id })).status).toBe(200)
})

test('unknown-task: unknown forever', async () => {
  expect(await afterwards('[sim:unknown-task forever]', 86_400_000)).toMatchObject({ error: { code: 'not_found' } })
})

test('malformed-item: one of a batch is garbage, once', async () => {
  const { start, pollBatch } = createHarness()
  const ids = [await start({ prompt: '[sim:malformed-item times=1]' }), await start()]
  const first = (await pollBatch(ids)) as { items: { id: string; request: unknown }[] }
  expect(first.items.filter(({ request }) => request === 'garbage').map(({ id }) => id)).toEqual([ids[0]])
  const second = (await pollBatch(ids)) as { items: { request: unknown }[] }
  expect(second.items.filter(({ request }) => request === 'garbage')).toEqual([])
})

test('a counted fault of a prompt strikes once, not once a request', async () => {
  const { submit } = createHarness()
  const fields = { prompt: 'x [sim:429 times=1]' }
  expect([(await submit(fields)).status, (await submit(fields)).status]).toEqual([429, 200])
})

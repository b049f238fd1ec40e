import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'

interface Call {
  readonly url: string
  readonly body: string
  readonly atMs: number
}

const hook = 'https://example.com/hook/secret1'

async function calls(faults = '', waitMs = 60_000): Promise<{ sent: Call[]; id: string; failed: number }> {
  const sent: Call[] = []
  const harness = createHarness({
    callbackFetch: async (input, init) => {
      sent.push({
        url: input as string,
        body: init?.body as string,
        atMs: harness.clock.now() - 1_767_225_600_000,
      })
      return new Response(null, { status: faults.includes('refuse') ? 500 : 204 })
    },
  })
  const id = await harness.start({ prompt: `x ${faults}`, callback_url: hook, async: undefined })
  await harness.clock.advance(waitMs)
  return { sent, id, failed: harness.simulator.stats.callbacksFailed }
}

test('the result is posted when the task has finished', async () => {
  const { sent, id } = await calls()
  expect(sent.map(({ url }) => url)).toEqual([hook])
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
    success: true,
    task_id: id,
    data: [{ image_url: expect.any(String) }],
  })
})

test('a failure is posted as an error answer', async () => {
  const { sent, id } = await calls('[sim:task-fails]')
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ success: false, task_id: id, error: { code: 'api_error' } })
})

test('callback-lost: nothing is sent', async () => {
  expect((await calls('[sim:callback-lost]')).sent).toEqual([])
})

test('callback-twice: the same again', async () => {
  const { sent } = await calls('[sim:callback-twice]')
  expect(sent).toHaveLength(2)
  expect(sent[0]?.body).toBe(sent[1]?.body)
})

test('callback-late: sent long after the end', async () => {
  const { sent } = await calls('[sim:callback-late ms=30000]')
  expect(sent).toHaveLength(1)
  expect(sent[0]?.atMs).toBeGreaterThanOrEqual(35_000)
})

test('callback-acceptance: two ids and no result', async () => {
  const { sent, id } = await calls('[sim:callback-acceptance]')
  expect(sent.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ task_id: id, trace_id: expect.any(String) }])
})

test('callback-bare-failure: a failure of a task that has succeeded', async () => {
  const { sent, id } = await calls('[sim:callback-bare-failure]')
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
    success: false,
    task_id: id,
    trace_id: expect.any(String),
    error: 'fetch failed',
  })
})

test('callback-forged: three forgeries, then the true one', async () => {
  const { sent, id } = await calls('[sim:callback-forged]')
  expect(sent.map(({ url, body }) => [url === hook, body.includes(id), /forged\.example|<forged>/.test(body)])).toEqual(
    [
      [false, true, true],
      [true, false, true],
      [true, false, true],
      [true, true, false],
    ],
  )
})

test('a receiver that refuses is counted, not asked again', async () => {
  const { sent, failed } = await calls('refuse')
  expect([sent.length, failed]).toEqual([1, 1])
})

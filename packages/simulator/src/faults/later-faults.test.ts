import { expect, test } from 'vitest'
import { createHarness, type Harness } from '../testing/harness.ts'

type Json = Record<string, unknown>

const images = 'https://api.acedata.cloud/sandbox-images'

async function started(prompt: string, afterMs = 6_000): Promise<Harness & { id: string }> {
  const harness = createHarness()
  const id = await harness.start({ prompt })
  await harness.clock.advance(afterMs)
  return { ...harness, id }
}

async function answerTo(prompt: string, options?: Parameters<typeof createHarness>[0]): Promise<[Response, Harness]> {
  const harness = createHarness(options)
  return [await harness.submit({ prompt }), harness]
}

test('503: service_unavailable, nothing accepted', async () => {
  const [response, { simulator }] = await answerTo('[sim:503]')
  expect([response.status, await response.json()]).toMatchObject([503, { error: { code: 'service_unavailable' } }])
  expect(simulator.stats.accepted).toBe(0)
})

test('task-fails: service_unavailable inside an accepted task', async () => {
  const { poll, id } = await started('[sim:task-fails code=service_unavailable]')
  expect(await poll(id)).toMatchObject({ response: { success: false, error: { code: 'service_unavailable' } } })
})

test('a synchronous call answers a failure with the status of its code', async () => {
  const { post, clock } = createHarness()
  const answer = post('/flux/images', { action: 'generate', prompt: '[sim:task-fails code=service_unavailable]' })
  await clock.advance(6_000)
  expect((await answer).status).toBe(503)
})

test('item-missing: left out of a batch once, there when asked for by itself', async () => {
  const { id, poll, pollBatch } = await started('[sim:item-missing times=1]')
  expect(await poll(id)).toMatchObject({ id })
  expect(await pollBatch([id])).toEqual({ items: [], count: 0 })
  expect(await pollBatch([id])).toMatchObject({ items: [{ id }], count: 1 })
})

test('empty-list: no items once, `{}` for a single task', async () => {
  const { id, poll, pollBatch } = await started('[sim:empty-list times=2]')
  expect(await pollBatch([id])).toEqual({ items: [], count: 0 })
  expect(await poll(id)).toEqual({})
  expect(await poll(id)).toMatchObject({ id })
})

test('unrelated-404: the answer of another program', async () => {
  const { id, post } = await started('[sim:unrelated-404 times=1]')
  const response = await post('/flux/tasks', { action: 'retrieve', id })
  expect([response.status, await response.json()]).toEqual([404, { detail: 'Not Found' }])
})

test('progress-snapshot: success and an end, but no image, until there is one', async () => {
  const harness = createHarness()
  const id = await harness.start({ prompt: '[sim:progress-snapshot]' })
  await harness.clock.advance(1_000)
  expect(await harness.poll(id)).toMatchObject({ finished_at: 1_767_225_601, response: { success: true, data: [] } })
  await harness.clock.advance(6_000)
  expect(await harness.poll(id)).toMatchObject({
    response: { success: true, data: [{ image_url: expect.any(String) }] },
  })
})

test('lying-times: 9.3 s, however long it took', async () => {
  const { id, poll } = await started('[sim:lying-times]')
  expect(await poll(id)).toMatchObject({ created_at: 1_767_225_600, finished_at: 1_767_225_609.3 })
})

test('fewer-images: one of three, charged for one', async () => {
  const harness = createHarness()
  const id = await harness.start({ prompt: '[sim:fewer-images]', count: 3 })
  await harness.clock.advance(6_000)
  const { response } = (await harness.poll(id)) as { response: { data: unknown[]; cost: unknown } }
  expect([response.data.length, response.cost]).toEqual([1, { amount: 0.216, currency: 'credit' }])
  expect(harness.simulator.stats.chargedCredits).toBe(0.216)
})

test('failure-with-image: the link stays, and so does the charge', async () => {
  const { id, poll, simulator } = await started('[sim:failure-with-image code=api_error]')
  const { response } = (await poll(id)) as { response: Json }
  expect(response).toMatchObject({ success: false, error: { code: 'api_error' }, data: [{}] })
  expect(response).not.toHaveProperty('cost')
  expect([simulator.tasks[0]?.credits, simulator.stats.refunds]).toEqual([0.216, 0])
})

test('failure-with-image: billed says what it cost', async () => {
  const { id, poll } = await started('[sim:failure-with-image billed]')
  expect(await poll(id)).toMatchObject({ response: { success: false, cost: { amount: 0.216, currency: 'credit' } } })
})

test('echo-failure: the error quotes the request and the token', async () => {
  const { id, poll } = await started('my secret prompt [sim:echo-failure]')
  const { response } = (await poll(id)) as { response: { error: { message: string } } }
  expect(response.error.message).toContain('my secret prompt')
  expect(response.error.message).toContain('Bearer token')
})

test('echo-error: the refusal quotes the prompt and the token', async () => {
  const [response, { simulator }] = await answerTo('my secret prompt [sim:echo-error]')
  const text = await response.text()
  expect([response.status, text.includes('my secret prompt'), text.includes('Bearer token')]).toEqual([400, true, true])
  expect(simulator.stats.accepted).toBe(0)
})

test.each([
  ['', 429, 'too_many_requests'],
  [' status=400', 400, 'bad_request'],
  [' status=500', 500, 'api_error'],
  [' status=503', 503, 'service_unavailable'],
])('error-with-task%s: %i, and yet it was accepted', async (faults, status, code) => {
  const [response, { simulator, poll }] = await answerTo(`[sim:error-with-task${faults}]`)
  const body = (await response.json()) as { task_id: string }
  expect([response.status, body]).toMatchObject([status, { success: false, error: { code } }])
  expect(await poll(body.task_id)).toMatchObject({ id: simulator.tasks[0]?.id })
  expect(simulator.stats.charges).toBe(1)
})

test('error-with-task: a number is an id that the task can be found by', async () => {
  const [response, { poll }] = await answerTo('[sim:error-with-task shape=number]')
  const { task_id } = (await response.json()) as { task_id: number }
  expect(typeof task_id).toBe('number')
  expect(await poll(String(task_id))).toMatchObject({ id: String(task_id) })
})

test('error-with-task: an id that is not ASCII', async () => {
  const [response, { poll }] = await answerTo('[sim:error-with-task shape=non-ascii]')
  const { task_id } = (await response.json()) as { task_id: string }
  expect(task_id).toMatch(/^任务-[\da-f]{8}$/)
  expect(await poll(task_id)).toMatchObject({ id: task_id })
})

test('error-with-task: an id deep inside', async () => {
  const [response, { simulator }] = await answerTo('[sim:error-with-task shape=nested]')
  const body = (await response.json()) as Json
  expect([body['task_id'], body['data']]).toEqual([undefined, { task: { task_id: simulator.tasks[0]?.id } }])
})

test('error-with-task: links of images, which can be fetched once they are drawn', async () => {
  const [response, { clock, simulator }] = await answerTo('[sim:error-with-task shape=images]')
  const body = (await response.json()) as { data: { image_url: string }[] }
  expect(body).not.toHaveProperty('task_id')
  await clock.advance(6_000)
  expect((await simulator.fetch(body.data[0]?.image_url ?? '')).status).toBe(200)
})

test('error-with-task: a submission that is wrong keeps its refusal', async () => {
  const { submit, simulator } = createHarness()
  const response = await submit({ prompt: '[sim:error-with-task]', count: 0 })
  expect([response.status, simulator.stats.accepted]).toEqual([400, 0])
})

test.each([401, 403, 404, 405, 413, 415, 429, 431])('gateway-refusal: a page with status %i', async (status) => {
  const [response, { simulator }] = await answerTo(`[sim:gateway-refusal status=${status}]`)
  expect([response.status, response.headers.get('content-type'), simulator.stats.accepted]).toEqual([
    status,
    'text/html',
    0,
  ])
  expect(await response.text()).toContain(`<title>${status} `)
})

test('gateway-refusal: without a body', async () => {
  const [response] = await answerTo('[sim:gateway-refusal status=415 empty]')
  expect([response.status, await response.text()]).toEqual([415, ''])
})

test('image-host-down: nothing for ten seconds, then the image', async () => {
  const { id, clock, image } = await started('[sim:image-host-down]')
  await expect(image(`${id}_0.png`)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  await clock.advance(10_000)
  expect((await image(`${id}_0.png`)).status).toBe(200)
})

test('image-404 with ms: not there for a second, then the image', async () => {
  const harness = createHarness()
  const id = await harness.start({ prompt: '[sim:image-404 ms=1000]' })
  await harness.clock.advance(5_200)
  expect((await harness.image(`${id}_0.png`)).status).toBe(404)
  await harness.clock.advance(1_000)
  expect((await harness.simulator.fetch(`${images}/${id}_0.png`)).status).toBe(200)
})

test.each(['gzip', 'deflate', 'br'])('unasked-encoding: %s is decoded as fetch does', async (encoding) => {
  const [response] = await answerTo(`[sim:unasked-encoding encoding=${encoding}]`)
  expect([response.headers.get('content-encoding'), await response.json()]).toEqual([
    encoding,
    expect.objectContaining({ task_id: expect.any(String) }),
  ])
})

test.each(['reset-after', 'hang-after times=1', '502 accepted'])(
  'after %s the unreported task can be found in the list',
  async (fault) => {
    const { submit, post, clock, simulator } = createHarness()
    const abort = new AbortController()
    const lost = post(
      '/flux/images',
      { action: 'generate', prompt: `x [sim:${fault}]`, async: true },
      { signal: abort.signal },
    ).catch(() => undefined)
    while (simulator.stats.accepted === 0) await clock.advance(0)
    abort.abort()
    await lost
    await submit({ prompt: 'another' })
    const query = { action: 'retrieve_batch', created_at_min: 1_767_225_590, created_at_max: 1_767_225_610, limit: 50 }
    const { items } = (await (await post('/flux/tasks', query)).json()) as { items: { request: { prompt: string } }[] }
    expect(items.map(({ request }) => request.prompt).toSorted()).toEqual(['another', `x [sim:${fault}]`])
  },
)

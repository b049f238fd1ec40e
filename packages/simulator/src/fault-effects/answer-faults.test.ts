import { expect, test } from 'vitest'
import type { Fault } from '../faults/fault.ts'
import { createHarness, type Harness } from '../testing/harness.ts'

function withFault(fault: Fault): Harness {
  const harness = createHarness()
  harness.simulator.faults.add(fault)
  return harness
}

const accepted = ({ simulator }: Harness): number => simulator.stats.accepted

test.each([
  [{ kind: '429' }, '1'],
  [{ kind: '429', retryAfter: 7 }, '7'],
  [{ kind: '429', retryAfter: 'none' }, null],
  [{ kind: '429', retryAfter: 'date', ms: 60_000 }, 'Thu, 01 Jan 2026 00:01:00 GMT'],
] as [Fault, string | null][])('%j is refused with Retry-After %s', async (fault, retryAfter) => {
  const harness = withFault(fault)
  const response = await harness.submit()
  expect([response.status, response.headers.get('retry-after'), accepted(harness)]).toEqual([429, retryAfter, 0])
  expect(await response.json()).toMatchObject({ success: false, error: { code: 'too_many_requests' } })
})

test.each([
  [{ kind: '500' }, 500, { success: false, error: { code: 'api_error', message: 'fetch failed' } }],
  [{ kind: 'moderation' }, 403, { error: { code: 'forbidden' } }],
  [{ kind: 'error', code: 'token_expired' }, 401, { error: { code: 'token_expired' } }],
  [{ kind: 'error', code: 'token_mismatched', status: 400 }, 400, { error: { code: 'token_mismatched' } }],
  [{ kind: 'bare-error' }, 500, { success: false, error: 'fetch failed' }],
  [{ kind: 'no-error', status: 400 }, 400, { success: false }],
] as [Fault, number, object][])('%j is answered with %i and nothing is accepted', async (fault, status, body) => {
  const harness = withFault(fault)
  const response = await harness.submit()
  expect([response.status, accepted(harness)]).toEqual([status, 0])
  expect(await response.json()).toMatchObject(body)
})

test.each([
  ['502', undefined, 0],
  ['504', true, 1],
] as const)('gateway page %s, accepted: %s', async (kind, isAccepted, count) => {
  const harness = withFault({ kind, ...(isAccepted ? { accepted: isAccepted } : {}) })
  const response = await harness.submit()
  expect([response.status, response.headers.get('content-type'), accepted(harness)]).toEqual([
    Number(kind),
    'text/html',
    count,
  ])
  expect(await response.text()).toMatch(/^<html>/)
})

test.each([
  ['reset-before', 0],
  ['reset-after', 1],
] as const)('%s rejects as fetch does, with %i accepted', async (kind, count) => {
  const harness = withFault({ kind })
  await expect(harness.submit()).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNRESET' } })
  expect(accepted(harness)).toBe(count)
})

test('reset-mid-body gives headers and then an error', async () => {
  const harness = withFault({ kind: 'reset-mid-body' })
  const response = await harness.submit()
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect(accepted(harness)).toBe(1)
})

test.each([
  ['hang-before', 0],
  ['hang-after', 1],
] as const)('%s answers nothing until the caller gives up', async (kind, count) => {
  const harness = withFault({ kind })
  const abort = new AbortController()
  const answer = harness.post(
    '/flux/images',
    { action: 'generate', prompt: 'x', async: true },
    { signal: abort.signal },
  )
  await harness.clock.advance(3_600_000)
  abort.abort(new Error('enough'))
  await expect(answer).rejects.toThrow('enough')
  expect(accepted(harness)).toBe(count)
})

test('hang-mid-body sends half, then nothing until the caller gives up', async () => {
  const harness = withFault({ kind: 'hang-mid-body' })
  const abort = new AbortController()
  const response = await harness.post(
    '/flux/images',
    { action: 'generate', prompt: 'x', async: true },
    { signal: abort.signal },
  )
  const text = response.text()
  abort.abort(new Error('enough'))
  await expect(text).rejects.toThrow('enough')
})

test('whatever hangs is released when the simulator closes', async () => {
  const harness = withFault({ kind: 'hang-before' })
  const answer = harness.submit()
  await harness.clock.advance(10)
  await harness.simulator.close()
  await expect(answer).rejects.toThrow('fetch failed')
})

test('slow waits, then answers', async () => {
  const harness = withFault({ kind: 'slow', ms: 2_000 })
  let isAnswered = false
  const answer = harness.submit().finally(() => (isAnswered = true))
  await harness.clock.advance(1_999)
  expect(isAnswered).toBe(false)
  await harness.clock.advance(1)
  expect((await answer).status).toBe(200)
})

test('malformed-json: accepted, and unreadable', async () => {
  const harness = withFault({ kind: 'malformed-json' })
  const response = await harness.submit()
  expect([response.status, accepted(harness)]).toEqual([200, 1])
  await expect(response.json()).rejects.toThrow(SyntaxError)
})

test.each([
  ['missing-fields', '{}'],
  ['empty-body', ''],
] as const)('%s: accepted, and without a task id', async (kind, body) => {
  const harness = withFault({ kind })
  expect([await (await harness.submit()).text(), accepted(harness)]).toEqual([body, 1])
})

test('enormous-body never ends', async () => {
  const harness = withFault({ kind: 'enormous-body', operation: 'poll' })
  const response = await harness.post('/flux/tasks', { action: 'retrieve', id: 'x' })
  const reader = response.body?.getReader()
  let size = 0
  while (size < 5_000_000) size += (await reader?.read())?.value?.byteLength ?? 0
  await reader?.cancel()
  expect(size).toBeGreaterThanOrEqual(5_000_000)
})

test('a fault for polls leaves submissions alone', async () => {
  const harness = withFault({ kind: '500', operation: 'poll', times: 1 })
  const id = await harness.start()
  expect(await harness.poll(id)).toMatchObject({ error: { code: 'api_error' } })
  expect(await harness.poll(id)).toMatchObject({ id })
})

test('a fault for polls in a prompt strikes every task of that prompt', async () => {
  const { start, poll } = createHarness()
  const prompt = 'x [sim:500 operation=poll times=1]'
  const ids = [await start({ prompt }), await start({ prompt })]
  for (const id of ids) {
    expect(await poll(id)).toMatchObject({ success: false })
    expect(await poll(id)).toMatchObject({ id })
  }
})

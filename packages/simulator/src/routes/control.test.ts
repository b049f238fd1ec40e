import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'

const origin = 'https://api.acedata.cloud'

test('faults can be added, listed and cleared over HTTP', async () => {
  const { simulator, post, submit } = createHarness()
  await post('/_control/faults', [{ kind: '429', times: 1 }, { kind: 'callback-lost' }])
  const listed = await simulator.fetch(`${origin}/_control/faults`)
  expect(await listed.json()).toEqual({
    faults: [
      { kind: '429', operation: 'submit', times: 1 },
      { kind: 'callback-lost', operation: 'callback' },
    ],
  })
  expect((await submit()).status).toBe(429)
  await simulator.fetch(`${origin}/_control/faults`, { method: 'DELETE' })
  expect(simulator.faults.list()).toEqual([])
})

test('an unknown fault is refused and nothing of the list is added', async () => {
  const { simulator, post } = createHarness()
  const response = await post('/_control/faults', [{ kind: '429' }, { kind: 'boom' }])
  expect([response.status, simulator.faults.list()]).toEqual([400, []])
})

test("another site's page cannot turn the knobs", async () => {
  const { simulator } = createHarness()
  const init = { method: 'POST', headers: { origin: 'https://evil.example' }, body: '{"kind":"429"}' }
  expect((await simulator.fetch(`${origin}/_control/faults`, init)).status).toBe(403)
  expect((await simulator.fetch(`${origin}/_control/reset`, init)).status).toBe(403)
  expect(simulator.faults.list()).toEqual([])
})

test('counters are live and the control API is not counted', async () => {
  const { simulator, submit } = createHarness()
  await submit()
  const stats = await (await simulator.fetch(`${origin}/_control/stats`)).json()
  expect(stats).toMatchObject({ requests: 1, submissions: 1, accepted: 1, chargedCredits: 0.216 })
  simulator.resetStats()
  expect(simulator.stats).toMatchObject({ requests: 0, submissions: 0, chargedCredits: 0 })
})

test('a reset forgets everything', async () => {
  const { simulator, post, start, clock } = createHarness({ balance: 10 })
  const id = await start()
  await post('/_control/reset', {})
  await clock.advance(10_000)
  expect([simulator.tasks, simulator.balanceOf('token'), simulator.stats.succeeded]).toEqual([[], 10, 0])
  expect((await post('/flux/tasks', { action: 'retrieve', id })).status).toBe(404)
})

test('tasks are listed newest first', async () => {
  const { simulator, start } = createHarness()
  const ids = [await start(), await start()]
  const { tasks } = (await (await simulator.fetch(`${origin}/_control/tasks`)).json()) as { tasks: { id: string }[] }
  expect(tasks.map(({ id }) => id)).toEqual(ids.toReversed())
})

test('a reset lets nobody wait for what it forgot', async () => {
  const { simulator, post, clock } = createHarness()
  const held = post('/flux/images', { action: 'generate', prompt: 'held' }).catch((error: unknown) => error)
  const slow = post('/flux/images', { action: 'generate', prompt: '[sim:slow]' }).catch((error: unknown) => error)
  await clock.advance(100)
  simulator.reset()
  expect(await held).toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect(await slow).toMatchObject({ cause: { code: 'ECONNRESET' } })
})

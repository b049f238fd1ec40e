import { createFakeClock } from '@fluxkit/core/testing'
import { settleWork } from '@fluxkit/tooling/time'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import type { Store } from '../store/store.ts'
import { aJob, startMs } from '../test/builders.ts'
import { createCallbacks } from './callbacks.ts'

const clock = createFakeClock({ startMs, settle: settleWork })
let store: Store
let delivered: string[]
let woken: number
beforeEach(async () => {
  store = openTestStore()
  delivered = []
  woken = 0
  await store.jobs.create(aJob(), [], startMs)
  await store.jobs.claimNext('me', { total: 9, perGuild: 9, perUser: 9 }, startMs, startMs + 30_000)
})
afterEach(() => store.close())

function receiver() {
  const flux = { tasks: { deliver: ({ taskId }: { taskId: string }) => void delivered.push(taskId) } }
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const config = { FLUXKIT_PUBLIC_URL: 'https://bot.example.com' }
  return createCallbacks(config, store, flux as never, quiet, clock, () => woken++)
}

/** The service posts the result of a task to the URL of job 1. */
async function post(taskId: string): Promise<number> {
  const callbacks = await receiver()
  const body = { success: true, task_id: taskId, trace_id: 'x', data: [{ image_url: 'https://cdn.test/a.png' }] }
  const url = (await callbacks?.urlFor('1')) ?? ''
  const answer = await callbacks?.handle(new Request(url, { method: 'POST', body: JSON.stringify(body) }))
  await clock.advance(0)
  return answer?.status ?? 0
}
const end = { finishedMs: startMs, costUnits: 0, images: 0 }

describe('a result that the service posts', () => {
  test('of a task that runs is handed on; nothing else changes', async () => {
    await store.jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs }, 'me')

    expect(await post('t')).toBe(200)
    expect([delivered, woken, (await store.jobs.get('1'))?.state]).toEqual([['t'], 0, 'running'])
  })

  test('of a task that is not the job’s own is nobody’s, though the URL is true', async () => {
    await store.jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs }, 'me')
    await post('other')

    expect([delivered, (await store.jobs.get('1'))?.taskId]).toEqual([[], 't'])
  })

  test('tells the outcome of a submission that nobody knew: the job goes on from there', async () => {
    await store.jobs.move('1', 'submitting', 'unknown', {
      ...end,
      failure: { code: 'outcome_unknown', charged: 'unknown' },
    })
    await post('t')

    expect(await store.jobs.get('1')).toMatchObject({ state: 'running', taskId: 't' })
    expect([delivered, woken]).toEqual([['t'], 1])
  })

  test('tells of a task that was overdue: the job goes on; of another task it does not', async () => {
    await store.jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs + 7 }, 'me')
    await store.jobs.move('1', 'running', 'unknown', end)
    await post('other')
    expect((await store.jobs.get('1'))?.state).toBe('unknown')
    await post('t')

    expect(await store.jobs.get('1')).toMatchObject({ state: 'running', taskId: 't', submittedMs: startMs + 7 })
    expect([delivered, woken]).toEqual([['t'], 1])
  })

  test.each(['failed', 'succeeded'] as const)('changes nothing about a job that has %s', async (state) => {
    await store.jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs }, 'me')
    await store.jobs.move('1', 'running', state, end)
    await post('t')

    expect([woken, (await store.jobs.get('1'))?.state]).toEqual([0, state])
  })
})

test('the key of the URLs outlives the process: those of jobs under way stay true', async () => {
  const [first, second] = [await receiver(), await receiver()]

  expect(await first?.urlFor('1')).toBe(await second?.urlFor('1'))
  expect(await first?.urlFor('1')).toMatch(/^https:\/\/bot\.example\.com\/callbacks\//)
})

test('without a public URL there is no receiver', async () => {
  expect(await createCallbacks({}, store, {} as never, {} as never, clock, () => undefined)).toBeUndefined()
})

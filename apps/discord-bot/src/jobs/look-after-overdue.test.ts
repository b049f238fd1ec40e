import { FluxError } from '@fluxkit/core'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { settleWork } from '@fluxkit/tooling/time'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMetrics } from '../ops/metrics.ts'
import { openTestStore } from '../test/open-test-store.ts'
import type { Store } from '../store/store.ts'
import { aJob, startMs } from '../test/builders.ts'
import { createOverdueLooks, hasEnded, type OverdueLooks } from './look-after-overdue.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

let clock: FakeClock
let store: Store
let asked: (readonly string[])[]
let woken: number
let answer: (ids: readonly string[], signal?: AbortSignal) => Promise<ReadonlyMap<string, object>>
let looks: OverdueLooks

beforeEach(() => {
  clock = createFakeClock({ startMs, settle: settleWork })
  store = openTestStore()
  asked = []
  woken = 0
  answer = async () => new Map()
  const nothing = (): void => undefined
  const getMany = async (ids: readonly string[], { signal }: { signal?: AbortSignal } = {}) => {
    asked.push(ids)
    return answer(ids, signal) as never
  }
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
  const tools = { store, clock, log, metrics: createMetrics(async () => []), flux: { tasks: { getMany } } }
  looks = createOverdueLooks(tools, () => woken++)
})
afterEach(async () => {
  await looks.stop()
  store.close()
})

async function overdue(id: string): Promise<void> {
  await store.jobs.create(aJob({ id }), [], startMs)
  await store.jobs.claimNext('me', { total: 999, perGuild: 999, perUser: 999 }, startMs, startMs + 1)
  await store.jobs.move(id, 'submitting', 'running', { taskId: `task-${id}`, submittedMs: startMs - 5 }, 'me')
  await store.jobs.move(id, 'running', 'unknown', { finishedMs: startMs, costUnits: 0, images: 0 }, 'me')
}

const shows = (state: string) => async (ids: readonly string[]) => new Map(ids.map((id) => [id, { id, state }]))
const stateOf = async (id: string) => (await store.jobs.get(id))?.state

describe('tasks that were not finished by their deadline', () => {
  test('are looked at soon after the start, then every ten minutes', async () => {
    await overdue('1')
    looks.start()

    await clock.advance(5_000)
    expect(asked).toEqual([['task-1']])
    await clock.advance(10 * minuteMs - 1)
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    expect(asked).toHaveLength(2)
  })

  test.each(['succeeded', 'failed'])('%s: the job goes on with its task, and the runner is told', async (state) => {
    await overdue('1')
    answer = shows(state)
    looks.start()
    await clock.advance(5_000)

    expect(await store.jobs.get('1')).toMatchObject({ state: 'running', taskId: 'task-1', submittedMs: startMs - 5 })
    expect(woken).toBe(1)
  })

  test.each(['queued', 'running'])('%s: the job stays as it is', async (state) => {
    await overdue('1')
    answer = shows(state)
    looks.start()
    await clock.advance(5_000)

    expect([await stateOf('1'), woken]).toEqual(['unknown', 0])
  })

  test('one that the service does not name stays as it is', async () => {
    await overdue('1')
    looks.start()
    await clock.advance(5_000)

    expect([await stateOf('1'), woken]).toEqual(['unknown', 0])
  })

  test('fifty are one request, and a request that fails spoils no other', async () => {
    for (let id = 1; id <= 51; id++) await overdue(String(id))
    answer = (ids) =>
      ids.length === 50 ? Promise.reject(new FluxError('api_error', 'Down.')) : shows('succeeded')(ids)
    looks.start()
    await clock.advance(5_000)

    expect(asked.map((ids) => ids.length)).toEqual([50, 1])
    expect([await stateOf('1'), await stateOf('51')]).toEqual(['unknown', 'running'])
  })

  test('are looked at again after a service that was down, and after an error of our own', async () => {
    await overdue('1')
    const troubles = [new FluxError('api_error', 'Down.'), new TypeError('Oops.')]
    answer = (ids) => {
      const trouble = troubles.shift()
      return trouble ? Promise.reject(trouble) : shows('succeeded')(ids)
    }
    looks.start()
    await clock.advance(5_000 + 20 * minuteMs)

    expect([asked.length, await stateOf('1')]).toEqual([3, 'running'])
  })

  test('are given up after seven days', async () => {
    await overdue('1')
    await clock.advance(7 * dayMs - 5_000)
    looks.start()

    await clock.advance(5_000)
    expect(asked).toHaveLength(1)
    await clock.advance(10 * minuteMs)
    expect(asked).toHaveLength(1)
  })

  test('without any, nothing is asked', async () => {
    looks.start()
    await clock.advance(60 * minuteMs)

    expect(asked).toEqual([])
  })
})

test('stopping ends a look under way, and there is none afterwards', async () => {
  await overdue('1')
  answer = (_, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new FluxError('aborted', 'Aborted.')))
    })
  looks.start()
  await clock.advance(5_000)
  await looks.stop()
  await clock.advance(60 * minuteMs)

  expect(asked).toHaveLength(1)
  expect(clock.pendingDelaysMs()).toEqual([])
})

test('stopping before the first look', async () => {
  looks.start()
  await looks.stop()

  expect(clock.pendingDelaysMs()).toEqual([])
})

test.each([
  ['succeeded', true],
  ['failed', true],
  ['running', false],
  ['queued', false],
] as const)('a task that is %s has ended: %s', (state, ended) => {
  expect(hasEnded({ state })).toBe(ended)
})

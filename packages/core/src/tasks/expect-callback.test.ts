import { describe, expect, test } from 'vitest'
import type { Generation } from '../contract/generation.ts'
import { createPollerBench, learnTwoToSixSeconds, type PollerBench } from './fixtures/poller-bench.ts'

/** A wait that expects a callback, in a client that knows that tasks of model `m` take 2 to 6 s. */
function createBench(): PollerBench & { readonly done: Promise<Generation> } {
  const bench = createPollerBench()
  learnTwoToSixSeconds(bench.durations)
  const task = { id: 'a', model: 'm', submittedAtMs: bench.clock.now(), expectCallback: true }
  return { ...bench, done: bench.wait(task, { deadlineMs: 600_000 }) }
}

describe('a wait that expects a callback', () => {
  test('costs no poll when the callback comes', async () => {
    const { clock, poller, polls, done } = createBench()
    await clock.advance(6_000)
    poller.end('a', { result: { taskId: 'a', images: [], raw: {} } })
    expect((await done).taskId).toBe('a')
    expect(polls).toEqual([])
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('polls once the callback is overdue: after twice what 95 % of the tasks take', async () => {
    const { clock, poller, polls, done } = createBench()
    done.catch(() => undefined)
    await clock.advance(11_000)
    expect(polls).toEqual([])
    await clock.advance(2_000)
    expect(polls[0]?.atMs).toBe(11_600)
    poller.close()
  })

  test('polls at once when a callback came that does not end it, then as usual', async () => {
    const { clock, poller, polls, finishesAtMs, done } = createBench()
    finishesAtMs.set('a', 3_400)
    await clock.advance(3_100)
    expect(poller.pollSoon('a')).toBe(true)
    await clock.advance(1_000)
    expect((await done).taskId).toBe('a')
    expect(polls.map(({ atMs }) => atMs)).toEqual([3_100, 3_600])
  })

  test('polls again when the callback came while a poll was in flight', async () => {
    const { clock, poller, polls, instead, finishesAtMs, done } = createBench()
    done.catch(() => undefined)
    poller.pollSoon('a')
    instead.push(new Promise((resolve) => void clock.setTimer(() => resolve({ tasks: new Map() }), 800)))
    await clock.advance(600)
    poller.pollSoon('a')
    finishesAtMs.set('a', 500)
    await clock.advance(1_400)
    expect((await done).taskId).toBe('a')
    expect(polls.length).toBe(1)
  })

  test('asks nothing about tasks that nobody waits for', () => {
    expect(createPollerBench().poller.pollSoon('a')).toBe(false)
  })
})

import { describe, expect, test } from 'vitest'
import { createPollerBench } from './fixtures/poller-bench.ts'

/** The error of a wait, once there is one. */
function failureOf(wait: Promise<unknown>): { error?: unknown } {
  const found: { error?: unknown } = {}
  wait.catch((error: unknown) => (found.error = error))
  return found
}

const unknownTask = { code: 'unknown_task', charged: 'unknown', taskId: 'a' }

describe('a task that a batch does not list', () => {
  test('is confirmed by a single request, and found there', async () => {
    const { wait, clock, missing, finishesAtMs, polls, confirmations } = createPollerBench()
    missing.inBatches = () => true
    finishesAtMs.set('a', 0)
    const done = wait({ id: 'a', submittedAtMs: clock.now() - 5_000 })
    await clock.advance(0)
    expect((await done).taskId).toBe('a')
    expect([polls.length, confirmations.length]).toEqual([1, 1])
  })

  test('once costs one request and nothing else', async () => {
    const { wait, clock, instead, finishesAtMs, confirmations } = createPollerBench()
    instead.push({ tasks: new Map() })
    finishesAtMs.set('a', 3_000)
    const done = wait({ id: 'a', submittedAtMs: clock.now() })
    await clock.advance(10_000)
    expect((await done).taskId).toBe('a')
    expect(confirmations.map(({ atMs }) => atMs)).toEqual([1_000])
  })

  test('is confirmed for at most 4 tasks at once, however many are missing', async () => {
    const { wait, clock, missing, polls, confirmations } = createPollerBench()
    missing.inBatches = () => true
    for (let index = 0; index < 1_000; index++) {
      wait({ id: `${index}`, model: 'flux-dev', submittedAtMs: clock.now() }, { deadlineMs: 600_000 }).catch(
        () => undefined,
      )
    }
    await clock.advance(1_000)
    expect(polls).toHaveLength(20)
    expect(confirmations.length).toBeGreaterThan(0)
    expect(confirmations.length).toBeLessThanOrEqual(80)
  })
})

describe('an id that the service does not know', () => {
  test('ends the wait after 3 confirmed misses over 10 s when it was merely typed', async () => {
    const { wait, clock, missing, confirmations } = createPollerBench()
    missing.everywhere = () => true
    const wrong = failureOf(wait({ id: 'a' }))
    await clock.advance(9_999)
    expect(wrong.error).toBeUndefined()
    await clock.advance(1_001)
    expect(wrong.error).toMatchObject(unknownTask)
    expect(confirmations).toHaveLength(3)
  })

  test('ends the wait after 5 minutes of misses when the caller knows the submission', async () => {
    const { wait, clock, missing, confirmations } = createPollerBench()
    missing.everywhere = () => true
    const wrong = failureOf(wait({ id: 'a', submittedAtMs: clock.now() }, { deadlineMs: 600_000 }))
    await clock.advance(299_000)
    expect(wrong.error).toBeUndefined()
    await clock.advance(70_000)
    expect(wrong.error).toMatchObject(unknownTask)
    expect(confirmations.length).toBeGreaterThanOrEqual(5)
    expect(confirmations.length).toBeLessThanOrEqual(20)
  })

  test('ends the wait after 5 minutes of misses when this client has seen the task', async () => {
    const { wait, clock, missing, polls } = createPollerBench()
    const wrong = failureOf(wait({ id: 'a' }, { deadlineMs: 600_000 }))
    await clock.advance(0)
    expect(polls).toHaveLength(1)
    missing.everywhere = () => true
    await clock.advance(290_000)
    expect(wrong.error).toBeUndefined()
    await clock.advance(100_000)
    expect(wrong.error).toMatchObject(unknownTask)
  })

  test('ends the wait for a job of more than an hour ago at the first confirmed miss', async () => {
    const { wait, clock, missing, confirmations } = createPollerBench()
    missing.everywhere = () => true
    const wrong = failureOf(wait({ id: 'a', submittedAtMs: clock.now() - 3_600_001 }))
    await clock.advance(0)
    expect(wrong.error).toMatchObject(unknownTask)
    expect(confirmations).toHaveLength(1)
  })

  test('a single poll that finds the task starts the count again', async () => {
    const { wait, clock, missing } = createPollerBench()
    missing.everywhere = () => true
    const wrong = failureOf(wait({ id: 'a', submittedAtMs: clock.now() }, { deadlineMs: 3_600_000 }))
    await clock.advance(250_000)
    missing.everywhere = () => false
    await clock.advance(70_000)
    missing.everywhere = () => true
    await clock.advance(250_000)
    expect(wrong.error).toBeUndefined()
    await clock.advance(150_000)
    expect(wrong.error).toMatchObject(unknownTask)
  })

  test('is as old as the poll that missed it, however slow the answer is', async () => {
    const { wait, clock, instead, finishesAtMs } = createPollerBench()
    instead.push(new Promise((resolve) => void clock.setTimer(() => resolve({ tasks: new Map() }), 400_000)))
    finishesAtMs.set('a', 401_000)
    const done = wait({ id: 'a', submittedAtMs: clock.now() }, { deadlineMs: 600_000 })
    await clock.advance(430_000)
    expect((await done).taskId).toBe('a')
  })
})

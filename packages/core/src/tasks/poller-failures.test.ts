import { describe, expect, test } from 'vitest'
import { ConnectionError } from '../errors/network-errors.ts'
import { RateLimitError } from '../errors/service-errors.ts'
import { createPollerBench, learnTwoToSixSeconds, running } from './fixtures/poller-bench.ts'
import type { ProgressEvent } from './progress.ts'
import type { PollAnswer } from './read-polled.ts'

const lost: PollAnswer = { error: new ConnectionError('connection_lost', 'Lost.') }
const limited = (retryAfterMs: number): PollAnswer => ({
  error: new RateLimitError('too_many_requests', 'Too many.', { retryAfterMs }),
})

describe('when polls fail', () => {
  test('the wait continues until the deadline, and each failure is reported', async () => {
    const { wait, clock, instead, finishesAtMs } = createPollerBench()
    finishesAtMs.set('a', 0)
    instead.push(lost, lost, lost, lost, lost, lost)
    const events: ProgressEvent[] = []
    const done = wait({ id: 'a' }, { onProgress: (event) => events.push(event) })
    await clock.advance(10_000)
    expect((await done).taskId).toBe('a')
    expect(events.map(({ type }) => type)).toEqual([...Array<string>(6).fill('poll-failed'), 'succeeded'])
  })

  test('a failing batch does not touch the tasks of another', async () => {
    const { wait, clock, instead } = createPollerBench()
    instead.push(lost)
    const states = new Map<string, string>()
    for (let index = 0; index < 60; index++) {
      const onProgress = ({ type, taskId }: ProgressEvent): void => void states.set(taskId, type)
      wait({ id: `${index}` }, { onProgress }).catch(() => undefined)
    }
    await clock.advance(0)
    expect(states.get('0')).toBe('poll-failed')
    expect(states.get('59')).toBe('running')
  })

  test('an unreadable report never ends a wait, however often it comes', async () => {
    const { wait, clock, instead, finishesAtMs } = createPollerBench()
    finishesAtMs.set('bad', 0)
    finishesAtMs.set('good', 0)
    for (let poll = 0; poll < 12; poll++) {
      instead.push((ids) => ({ tasks: new Map(ids.map((id) => [id, id === 'bad' ? 'unreadable' : running(id)])) }))
    }
    const both = [wait({ id: 'bad' }), wait({ id: 'good' })]
    await clock.advance(58_000)
    expect((await Promise.all(both)).map(({ taskId }) => taskId)).toEqual(['bad', 'good'])
  })

  test('after a 429 nothing is polled for as long as the service wants, then more slowly', async () => {
    const { wait, clock, instead, polls, durations } = createPollerBench()
    learnTwoToSixSeconds(durations)
    instead.push(limited(7_000))
    wait({ id: 'a', model: 'm', submittedAtMs: clock.now() - 2_500 }).catch(() => undefined)
    await clock.advance(9_000)
    expect(polls.map(({ atMs }) => atMs).slice(0, 2)).toEqual([0, 7_000])
    expect((polls[2]?.atMs ?? 0) - 7_000).toBeGreaterThanOrEqual(1_000)
  })

  test('polls that succeed after a 429 bring the usual pauses back', async () => {
    const { wait, clock, instead, polls, durations } = createPollerBench()
    for (let index = 0; index <= 60; index++) durations.start('m')(60_000 + index * 1_000)
    instead.push(limited(1_000))
    wait({ id: 'a', model: 'm', submittedAtMs: clock.now() - 64_000 }, { deadlineMs: 600_000 }).catch(() => undefined)
    await clock.advance(40_000)
    const pausesMs = polls.slice(1).map(({ atMs }, index) => atMs - (polls[index]?.atMs ?? 0))
    // One poll every 3 s is usual for a task of 60 to 120 s; half as often at first.
    expect(pausesMs.slice(1, 3)).toEqual([4_500, 3_500])
    expect(pausesMs.slice(-2)).toEqual([3_000, 3_000])
  })
})

import { describe, expect, test } from 'vitest'
import type { Generation } from '../contract/generation.ts'
import { createPollerBench, finished, learnTwoToSixSeconds } from './fixtures/poller-bench.ts'
import type { ProgressEvent } from './progress.ts'
import type { PollAnswer } from './read-polled.ts'

describe('the poller', () => {
  test('polls a new task once early, then when results of its model usually start to arrive', async () => {
    const { wait, clock, polls, durations, finishesAtMs } = createPollerBench()
    learnTwoToSixSeconds(durations)
    finishesAtMs.set('a', 2_100)
    const done = wait({ id: 'a', model: 'm', submittedAtMs: clock.now() })
    await clock.advance(2_500)
    expect(polls.map(({ atMs }) => atMs)).toEqual([1_000, 2_000, 2_500])
    expect((await done).taskId).toBe('a')
  })

  test('a client that has learned nothing knows of a task of 0.6 s within 500 ms', async () => {
    const { wait, clock, finishesAtMs } = createPollerBench()
    finishesAtMs.set('a', 600)
    const done = wait({ id: 'a', model: 'flux-dev', submittedAtMs: clock.now() })
    await clock.advance(1_100)
    expect((await done).taskId).toBe('a')
  })

  test('nothing is polled early where tasks are known to take long', async () => {
    const { wait, clock, polls, durations } = createPollerBench()
    for (let index = 0; index <= 60; index++) durations.start('m')(60_000 + index * 1_000)
    wait({ id: 'a', model: 'm', submittedAtMs: clock.now() }).catch(() => undefined)
    await clock.advance(30_000)
    expect(polls).toEqual([])
  })

  test('a task taken up again after a restart is polled at once', async () => {
    const { wait, clock, polls } = createPollerBench()
    wait({ id: 'a', submittedAtMs: clock.now() - 3_600_000 }).catch(() => undefined)
    await clock.advance(0)
    expect(polls.map(({ atMs }) => atMs)).toEqual([0])
  })

  test.each(['flux-dev', 'm'])(
    '1,000 tasks of 2 to 6 s (%s) cost at most 180 requests, at a median lag of a quarter of a second',
    async (model) => {
      const { wait, clock, polls, durations, finishesAtMs } = createPollerBench()
      learnTwoToSixSeconds(durations)
      const lagsMs: number[] = []
      const startMs = clock.now()
      const waits = Array.from({ length: 1_000 }, (_, index) => {
        const id = `task-${index}`
        const endMs = 2_000 + ((index * 7_919) % 4_000)
        finishesAtMs.set(id, endMs)
        return wait({ id, model, submittedAtMs: startMs }).then(() => lagsMs.push(clock.now() - startMs - endMs))
      })
      await clock.advance(7_000)
      await Promise.all(waits)
      expect(polls.length).toBeLessThanOrEqual(180)
      lagsMs.sort((a, b) => a - b)
      expect(lagsMs[500]).toBeLessThanOrEqual(260)
      expect(lagsMs[950]).toBeLessThanOrEqual(490)
      expect(lagsMs[999]).toBeLessThanOrEqual(500)
    },
  )

  test('clocks of the service that lie about durations make no poll late', async () => {
    const { wait, clock, finishesAtMs, instead } = createPollerBench()
    const startMs = clock.now()
    const lagsMs: number[] = []
    const report = (ids: readonly string[]): PollAnswer => {
      instead.push(report)
      const isDone = (id: string): boolean => (finishesAtMs.get(id) ?? 0) <= clock.now() - startMs
      return {
        tasks: new Map(ids.flatMap((id) => (isDone(id) ? [[id, finished(id, 9_300)] as const] : []))),
      }
    }
    instead.push(report)
    const waits = Array.from({ length: 300 }, async (_, index) => {
      const submittedMs = Math.floor(index / 50) * 7_000
      await new Promise<void>((resolve) => clock.setTimer(resolve, submittedMs))
      const endMs = submittedMs + 2_000 + ((index * 7_919) % 4_000)
      finishesAtMs.set(`${index}`, endMs)
      await wait({ id: `${index}`, model: 'm', submittedAtMs: clock.now() })
      lagsMs.push(clock.now() - startMs - endMs)
    })
    await clock.advance(60_000)
    await Promise.all(waits)
    expect(Math.max(...lagsMs.slice(50))).toBeLessThanOrEqual(800)
  })

  test('no batch polls more than 50 tasks', async () => {
    const { wait, clock, polls } = createPollerBench()
    for (let index = 0; index < 120; index++) wait({ id: `${index}` }).catch(() => undefined)
    await clock.advance(0)
    expect(polls.map(({ ids }) => ids.length)).toEqual([50, 50, 20])
  })

  test('no more than 6 batches are in flight at once; the next one starts when one is answered', async () => {
    const { wait, clock, polls, instead } = createPollerBench()
    let answer: (answer: PollAnswer) => void = () => undefined
    const slow = new Promise<PollAnswer>((resolve) => (answer = resolve))
    for (let index = 0; index < 6; index++) instead.push(slow)
    for (let index = 0; index < 400; index++) wait({ id: `${index}` }).catch(() => undefined)
    await clock.advance(0)
    expect(polls).toHaveLength(6)
    answer({ tasks: new Map() })
    await clock.advance(0)
    expect(polls).toHaveLength(8)
  })

  test('tasks of 60 to 120 s cost one waiting task about 11 polls, and 50 that wait together fewer than 4 each', async () => {
    const one = createPollerBench()
    const many = createPollerBench()
    for (const { durations } of [one, many]) {
      for (let index = 0; index <= 60; index++) durations.start('m')(60_000 + index * 1_000)
    }
    one.finishesAtMs.set('a', 90_000)
    const start = ({ wait, clock }: typeof one, id: string): Promise<Generation> =>
      wait({ id, model: 'm', submittedAtMs: clock.now() }, { deadlineMs: 600_000 })
    const single = start(one, 'a')
    await one.clock.advance(93_000)
    await single
    expect(one.polls.length).toBeLessThanOrEqual(11)

    const fifty = Array.from({ length: 50 }, (_, index) => {
      many.finishesAtMs.set(`${index}`, 60_000 + index * 1_200)
      return start(many, `${index}`)
    })
    await many.clock.advance(125_000)
    await Promise.all(fifty)
    expect(many.polls.length / 50).toBeLessThanOrEqual(4)
  })

  test('a task past its usual time is polled ever more rarely, but at least every 15 s', async () => {
    const { wait, clock, polls, durations } = createPollerBench()
    learnTwoToSixSeconds(durations)
    wait({ id: 'a', model: 'm', submittedAtMs: clock.now() }, { deadlineMs: 600_000 }).catch(() => undefined)
    await clock.advance(580_000)
    const pausesMs = polls.slice(1).map(({ atMs }, index) => atMs - (polls[index]?.atMs ?? 0))
    expect(pausesMs.slice(0, 6)).toEqual([1_000, 500, 500, 500, 500, 500])
    expect(pausesMs.at(-1)).toBe(15_000)
    expect(pausesMs.slice(1)).toEqual(pausesMs.slice(1).toSorted((a, b) => a - b))
  })

  test('ticks come up to a tenth of the shortest interval late, so that many clients do not poll in step', async () => {
    const { wait, clock, polls } = createPollerBench(() => 0.5)
    wait({ id: 'a' }).catch(() => undefined)
    await clock.advance(500)
    expect(polls.map(({ atMs }) => atMs)).toEqual([25])
  })

  test('a request with room takes along tasks that are due soon', async () => {
    const { wait, clock, polls, durations } = createPollerBench()
    learnTwoToSixSeconds(durations)
    wait({ id: 'old' }).catch(() => undefined)
    wait({ id: 'young', model: 'm', submittedAtMs: clock.now() - 1_000 }).catch(() => undefined)
    await clock.advance(0)
    expect(polls.map(({ ids }) => ids)).toEqual([['old', 'young']])
  })

  test('two waits for one task share its polls and both get the result', async () => {
    const { wait, clock, polls, finishesAtMs } = createPollerBench()
    finishesAtMs.set('a', 0)
    const both = [wait({ id: 'a' }), wait({ id: 'a' })]
    await clock.advance(0)
    expect((await Promise.all(both)).map(({ taskId }) => taskId)).toEqual(['a', 'a'])
    expect(polls).toHaveLength(1)
  })

  test('a clock that is set forwards does not delay later waits', async () => {
    const { clock, wait, polls, finishesAtMs } = createPollerBench()
    let setByMs = 0
    const now = clock.now.bind(clock)
    clock.now = () => now() + setByMs
    wait({ id: 'a', model: 'flux-dev', submittedAtMs: clock.now() }, { deadlineMs: 600_000 }).catch(() => undefined)
    setByMs = 3_600_000
    finishesAtMs.set('b', 0)
    const done = wait({ id: 'b' }, { deadlineMs: 10_000 })
    await clock.advance(1_000)
    expect((await done).taskId).toBe('b')
    expect(polls.length).toBeLessThanOrEqual(2)
  })

  test('reports how long a task has taken and how long half of the tasks take', async () => {
    const { wait, clock, durations, finishesAtMs } = createPollerBench()
    learnTwoToSixSeconds(durations)
    finishesAtMs.set('a', 3_000)
    const events: ProgressEvent[] = []
    const onProgress = (event: ProgressEvent): void => void events.push(event)
    const done = wait({ id: 'a', model: 'm', submittedAtMs: clock.now() }, { onProgress })
    await clock.advance(3_000)
    await done
    expect(events[0]).toEqual({ type: 'running', taskId: 'a', elapsedMs: 1_000, expectedMs: 4_000 })
    expect(events.at(-1)).toMatchObject({ type: 'succeeded', taskId: 'a' })
  })

  test('leaves no listener on a signal that lives longer than the wait', async () => {
    const { wait, clock, finishesAtMs } = createPollerBench()
    finishesAtMs.set('a', 0)
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args))
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args))
    const done = wait({ id: 'a' }, { signal })
    expect(listeners).toBe(1)
    await clock.advance(0)
    await done
    expect(listeners).toBe(0)
  })
})

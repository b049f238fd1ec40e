import { describe, expect, test } from 'vitest'
import { readTask } from '../contract/answers.ts'
import { ConnectionError } from '../errors/network-errors.ts'
import { RateLimitError } from '../errors/service-errors.ts'
import { defaultRetryPolicy } from '../http/retry.ts'
import { aFinishedTask, aRunningTask } from '../testing/builders.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createDurationModel, type DurationModel } from './durations.ts'
import type { Sighting } from './judge-look.ts'
import type { ProgressEvent } from './progress.ts'
import { createWatcher, type Look, type Watcher } from './watcher.ts'

type Answer = Awaited<ReturnType<Look>>

interface Bench {
  readonly clock: FakeClock
  readonly watcher: Watcher
  readonly durations: DurationModel
  /** Every look: milliseconds since the start, and the ids. */
  readonly looks: { readonly atMs: number; readonly ids: readonly string[]; readonly signal: AbortSignal }[]
  /** Ids that the service reports as finished from this time on (milliseconds since the start). */
  readonly finishesAtMs: Map<string, number>
  /** What the next looks answer instead. */
  readonly instead: (Answer | Promise<Answer> | ((ids: readonly string[]) => Answer))[]
}

/** A watcher without jitter and with looks every 500 ms at most, against a service that knows every id. */
function createBench(random: () => number = () => 0): Bench {
  const clock = createFakeClock()
  const startMs = clock.now()
  const durations = createDurationModel()
  const looks: Bench['looks'] = []
  const finishesAtMs: Bench['finishesAtMs'] = new Map()
  const instead: Bench['instead'] = []
  const look: Look = async (ids, signal) => {
    const atMs = clock.now() - startMs
    looks.push({ atMs, ids, signal })
    const planned = instead.shift()
    if (planned) return typeof planned === 'function' ? planned(ids) : planned
    const see = (id: string): Sighting => {
      const endMs = finishesAtMs.get(id) ?? Infinity
      return endMs <= atMs ? finished(id, endMs) : running(id)
    }
    return { sightings: new Map(ids.map((id) => [id, see(id)])) }
  }
  const watcher = createWatcher({ look, clock, random, durations, retry: defaultRetryPolicy, minIntervalMs: 500 })
  return { clock, watcher, durations, looks, finishesAtMs, instead }
}

const finished = (id: string, tookMs: number): Sighting =>
  readTask(aFinishedTask(id, { created_at: 1_736_304_669, finished_at: 1_736_304_669 + tookMs / 1_000 })) ?? 'malformed'
const running = (id: string): Sighting => readTask(aRunningTask(id)) ?? 'malformed'

/** Durations of 2 to 6 s, evenly: 5 % of tasks finish within 2.2 s, 95 % within 5.8 s. */
function learnTwoToSixSeconds(durations: DurationModel): void {
  for (let index = 0; index <= 40; index++) durations.start('m')(2_000 + index * 100)
}

describe('the watcher', () => {
  test('a task that was just submitted is looked at first when results of its model usually start to arrive', async () => {
    const { watcher, clock, looks, durations, finishesAtMs } = createBench()
    learnTwoToSixSeconds(durations)
    finishesAtMs.set('a', 2_100)
    const done = watcher.wait({ id: 'a', model: 'm', submittedAtMs: clock.now() }, { deadlineMs: 60_000 })
    await clock.advance(1_900)
    expect(looks).toEqual([])
    await clock.advance(600)
    expect(looks.map(({ atMs }) => atMs)).toEqual([2_000, 2_500])
    expect((await done).taskId).toBe('a')
  })

  test('a task taken up again after a restart is looked at at once', async () => {
    const { watcher, clock, looks } = createBench()
    const done = watcher.wait({ id: 'a', submittedAtMs: clock.now() - 3_600_000 }, { deadlineMs: 60_000 })
    done.catch(() => undefined)
    await clock.advance(0)
    expect(looks.map(({ atMs }) => atMs)).toEqual([0])
  })

  test('1,000 tasks of 2 to 6 s cost at most 180 requests, at a median lag of a quarter of a second', async () => {
    const { watcher, clock, looks, durations, finishesAtMs } = createBench()
    learnTwoToSixSeconds(durations)
    const lagsMs: number[] = []
    const startMs = clock.now()
    const waits = Array.from({ length: 1_000 }, (_, index) => {
      const id = `task-${index}`
      const endMs = 2_000 + ((index * 7_919) % 4_000)
      finishesAtMs.set(id, endMs)
      return watcher
        .wait({ id, model: 'm', submittedAtMs: startMs }, { deadlineMs: 60_000 })
        .then(() => lagsMs.push(clock.now() - startMs - endMs))
    })
    await clock.advance(7_000)
    await Promise.all(waits)
    expect(looks.length).toBeLessThanOrEqual(180)
    lagsMs.sort((a, b) => a - b)
    expect(lagsMs[500]).toBeLessThanOrEqual(260)
    expect(lagsMs[950]).toBeLessThanOrEqual(490)
  })

  test('no look asks about more than 50 tasks', async () => {
    const { watcher, clock, looks } = createBench()
    for (let index = 0; index < 120; index++)
      watcher.wait({ id: `${index}` }, { deadlineMs: 60_000 }).catch(() => undefined)
    await clock.advance(0)
    expect(looks.map(({ ids }) => ids.length)).toEqual([50, 50, 20])
  })

  test('no more than 6 looks are under way at once; the next starts when one is answered', async () => {
    const { watcher, clock, looks, instead } = createBench()
    const slow = Promise.withResolvers<Answer>()
    for (let index = 0; index < 6; index++) instead.push(slow.promise)
    for (let index = 0; index < 400; index++)
      watcher.wait({ id: `${index}` }, { deadlineMs: 60_000 }).catch(() => undefined)
    await clock.advance(0)
    expect(looks).toHaveLength(6)
    slow.resolve({ sightings: new Map() })
    await clock.advance(0)
    expect(looks).toHaveLength(8)
  })

  test('tasks of 60 to 120 s cost one waiting task about 11 looks, and 50 that wait together fewer than 4 each', async () => {
    const alone = createBench()
    const together = createBench()
    for (const { durations } of [alone, together]) {
      for (let index = 0; index <= 60; index++) durations.start('m')(60_000 + index * 1_000)
    }
    alone.finishesAtMs.set('a', 90_000)
    const wait = (bench: Bench, id: string): Promise<unknown> =>
      bench.watcher.wait({ id, model: 'm', submittedAtMs: bench.clock.now() }, { deadlineMs: 600_000 })
    const one = wait(alone, 'a')
    await alone.clock.advance(93_000)
    await one
    expect(alone.looks.length).toBeLessThanOrEqual(11)

    const fifty = Array.from({ length: 50 }, (_, index) => {
      together.finishesAtMs.set(`${index}`, 60_000 + index * 1_200)
      return wait(together, `${index}`)
    })
    await together.clock.advance(125_000)
    await Promise.all(fifty)
    expect(together.looks.length / 50).toBeLessThanOrEqual(4)
  })

  test('a task past its usual time is looked at ever more rarely, but at least every 15 s', async () => {
    const { watcher, clock, looks, durations } = createBench()
    learnTwoToSixSeconds(durations)
    watcher.wait({ id: 'a', model: 'm', submittedAtMs: clock.now() }, { deadlineMs: 600_000 }).catch(() => undefined)
    await clock.advance(580_000)
    const pausesMs = looks.slice(1).map(({ atMs }, index) => atMs - (looks[index]?.atMs ?? 0))
    expect(pausesMs.slice(0, 6)).toEqual([500, 500, 500, 500, 500, 500])
    expect(pausesMs.at(-1)).toBe(15_000)
    expect(pausesMs).toEqual(pausesMs.toSorted((a, b) => a - b))
  })

  test('ticks come up to a tenth of the shortest interval late, so that many clients do not ask in step', async () => {
    const { watcher, clock, looks } = createBench(() => 0.5)
    watcher.wait({ id: 'a' }, { deadlineMs: 60_000 }).catch(() => undefined)
    await clock.advance(500)
    // Half of the interval for where the grid starts, half of a tenth for the tick itself.
    expect(looks.map(({ atMs }) => atMs)).toEqual([275])
  })

  test('a request with room takes along tasks that are due soon', async () => {
    const { watcher, clock, looks, durations } = createBench()
    learnTwoToSixSeconds(durations)
    watcher.wait({ id: 'old' }, { deadlineMs: 60_000 }).catch(() => undefined)
    watcher
      .wait({ id: 'young', model: 'm', submittedAtMs: clock.now() - 1_000 }, { deadlineMs: 60_000 })
      .catch(() => undefined)
    await clock.advance(0)
    expect(looks.map(({ ids }) => ids)).toEqual([['old', 'young']])
  })

  test('two waits for one task share its looks and both get the result', async () => {
    const { watcher, clock, looks, finishesAtMs } = createBench()
    finishesAtMs.set('a', 0)
    const both = [watcher.wait({ id: 'a' }, { deadlineMs: 60_000 }), watcher.wait({ id: 'a' }, { deadlineMs: 60_000 })]
    await clock.advance(0)
    expect((await Promise.all(both)).map(({ taskId }) => taskId)).toEqual(['a', 'a'])
    expect(looks).toHaveLength(1)
  })

  describe('when looks fail', () => {
    test('the wait goes on until the deadline, and is told of each failure', async () => {
      const { watcher, clock, instead, finishesAtMs } = createBench()
      finishesAtMs.set('a', 0)
      const error = new ConnectionError('connection_lost', 'Lost.')
      instead.push({ error }, { error }, { error }, { error }, { error }, { error })
      const events: ProgressEvent[] = []
      const done = watcher.wait({ id: 'a' }, { deadlineMs: 60_000, onProgress: (event) => events.push(event) })
      await clock.advance(10_000)
      expect((await done).taskId).toBe('a')
      expect(events.map(({ type }) => type)).toEqual([...Array<string>(6).fill('poll-failed'), 'succeeded'])
    })

    test('a failing batch does not touch the tasks of another', async () => {
      const { watcher, clock, instead } = createBench()
      instead.push({ error: new ConnectionError('connection_lost', 'Lost.') })
      const states = new Map<string, string>()
      for (let index = 0; index < 60; index++) {
        const onProgress = ({ type, taskId }: ProgressEvent): void => void states.set(taskId, type)
        watcher.wait({ id: `${index}` }, { deadlineMs: 60_000, onProgress }).catch(() => undefined)
      }
      await clock.advance(0)
      expect(states.get('0')).toBe('poll-failed')
      expect(states.get('59')).toBe('running')
    })

    test('a report that cannot be read fails its task alone, after three in a row', async () => {
      const { watcher, clock, instead, finishesAtMs } = createBench()
      finishesAtMs.set('good', 5_000)
      for (let look = 0; look < 3; look++) {
        instead.push((ids) => ({ sightings: new Map(ids.map((id) => [id, id === 'bad' ? 'malformed' : running(id)])) }))
      }
      const bad = watcher.wait({ id: 'bad' }, { deadlineMs: 60_000 })
      const good = watcher.wait({ id: 'good' }, { deadlineMs: 60_000 })
      const rejected = expect(bad).rejects.toMatchObject({ code: 'bad_answer', taskId: 'bad', charged: 'yes' })
      await clock.advance(30_000)
      await rejected
      expect((await good).taskId).toBe('good')
    })

    test('after a 429 nothing is asked for as long as the service wants, then more slowly', async () => {
      const { watcher, clock, instead, looks, durations } = createBench()
      learnTwoToSixSeconds(durations)
      instead.push({ error: new RateLimitError('too_many_requests', 'Too many.', { retryAfterMs: 7_000 }) })
      watcher
        .wait({ id: 'a', model: 'm', submittedAtMs: clock.now() - 2_500 }, { deadlineMs: 60_000 })
        .catch(() => undefined)
      await clock.advance(9_000)
      expect(looks.map(({ atMs }) => atMs).slice(0, 2)).toEqual([0, 7_000])
      expect((looks[2]?.atMs ?? 0) - 7_000).toBeGreaterThanOrEqual(1_000)
    })

    test('looks that succeed after a 429 bring the usual pauses back', async () => {
      const { watcher, clock, instead, looks, durations } = createBench()
      for (let index = 0; index <= 60; index++) durations.start('m')(60_000 + index * 1_000)
      instead.push({ error: new RateLimitError('too_many_requests', 'Too many.', { retryAfterMs: 1_000 }) })
      watcher
        .wait({ id: 'a', model: 'm', submittedAtMs: clock.now() - 64_000 }, { deadlineMs: 600_000 })
        .catch(() => undefined)
      await clock.advance(40_000)
      const pausesMs = looks.slice(1).map(({ atMs }, index) => atMs - (looks[index]?.atMs ?? 0))
      // One look every 3 s is usual for a task of 60 to 120 s; half as often at first.
      expect(pausesMs.slice(1, 3)).toEqual([4_500, 3_500])
      expect(pausesMs.slice(-2)).toEqual([3_000, 3_000])
    })
  })

  describe('a wait ends early', () => {
    test('by its own deadline, with the task id; the task itself goes on', async () => {
      const { watcher, clock, looks } = createBench()
      const done = watcher.wait({ id: 'a' }, { deadlineMs: 10_000 })
      const rejected = expect(done).rejects.toMatchObject({ code: 'wait_deadline', taskId: 'a', charged: 'yes' })
      await clock.advance(10_000)
      await rejected
      // The last look leaves 2 s for its answer.
      expect(looks.at(-1)?.atMs).toBe(8_000)
      expect(clock.pendingDelaysMs()).toEqual([])
    })

    test.each([[Number.NaN], [-1]])(
      'at once where the deadline is %s, without spinning until it comes',
      async (deadlineMs) => {
        const { watcher, clock } = createBench()
        const rejected = expect(
          watcher.wait({ id: 'a', submittedAtMs: Number.NaN }, { deadlineMs }),
        ).rejects.toMatchObject({
          code: 'wait_deadline',
        })
        expect(clock.pendingDelaysMs()).toEqual([0])
        await clock.advance(0)
        await rejected
      },
    )

    test('each by its own: what has ended 2 s before it is found, however rarely the others are looked for', async () => {
      const { watcher, clock, finishesAtMs } = createBench()
      const wait = (deadlineMs: number): Promise<unknown> =>
        watcher.wait({ id: 'a', submittedAtMs: clock.now() }, { deadlineMs }).catch((error: unknown) => error)
      void wait(600_000)
      await clock.advance(200_000)
      finishesAtMs.set('a', 200_100)
      const [first, second] = [wait(2_500), wait(3_500)]
      await clock.advance(3_500)
      expect(await Promise.all([first, second])).toMatchObject([{ taskId: 'a', images: [{}] }, { taskId: 'a' }])
    })

    test('the next deadline gets its last look, too, when the first has passed', async () => {
      const { watcher, clock, looks } = createBench()
      for (const deadlineMs of [100_000, 101_000]) {
        watcher.wait({ id: 'a', submittedAtMs: clock.now() }, { deadlineMs }).catch(() => undefined)
      }
      await clock.advance(120_000)
      expect(looks.slice(-2).map(({ atMs }) => atMs)).toEqual([98_000, 99_000])
    })

    test('an end that makes one waiter abort another is told to the first alone', async () => {
      const { watcher, clock, finishesAtMs } = createBench()
      finishesAtMs.set('a', 0)
      const controller = new AbortController()
      const events: string[] = []
      const first = watcher.wait({ id: 'a' }, { deadlineMs: 60_000, onProgress: () => controller.abort() })
      const second = watcher.wait(
        { id: 'a' },
        { deadlineMs: 60_000, signal: controller.signal, onProgress: ({ type }) => events.push(type) },
      )
      const rejected = expect(second).rejects.toMatchObject({ code: 'aborted' })
      await clock.advance(0)
      await rejected
      expect((await first).taskId).toBe('a')
      expect(events).toEqual([])
    })

    test('by an abort, at once; the look that is under way for it is given up', async () => {
      const { watcher, clock, looks, instead } = createBench()
      instead.push(new Promise<never>(() => undefined))
      const controller = new AbortController()
      const done = watcher.wait({ id: 'a' }, { deadlineMs: 60_000, signal: controller.signal })
      await clock.advance(0)
      controller.abort()
      await expect(done).rejects.toMatchObject({ code: 'aborted', taskId: 'a', charged: 'yes' })
      expect(looks[0]?.signal.aborted).toBe(true)
      expect(clock.pendingDelaysMs()).toEqual([])
    })

    test('an abort of one wait leaves another wait for the same task alone', async () => {
      const { watcher, clock, finishesAtMs } = createBench()
      finishesAtMs.set('a', 5_000)
      const controller = new AbortController()
      const aborted = watcher.wait({ id: 'a' }, { deadlineMs: 60_000, signal: controller.signal })
      const other = watcher.wait({ id: 'a' }, { deadlineMs: 60_000 })
      controller.abort()
      await expect(aborted).rejects.toMatchObject({ code: 'aborted' })
      await clock.advance(20_000)
      expect((await other).taskId).toBe('a')
    })

    test('a signal that is aborted already costs no look', async () => {
      const { watcher, clock, looks } = createBench()
      const done = watcher.wait({ id: 'a' }, { deadlineMs: 60_000, signal: AbortSignal.abort() })
      await expect(done).rejects.toMatchObject({ code: 'aborted', taskId: 'a' })
      await clock.advance(5_000)
      expect(looks).toEqual([])
    })

    test('by a callback, without waiting for the next look', async () => {
      const { watcher, clock, looks } = createBench()
      const result = { taskId: 'a', images: [], raw: {} }
      const done = watcher.wait({ id: 'a', submittedAtMs: clock.now() }, { deadlineMs: 60_000 })
      expect(watcher.end('a', { result })).toBe(true)
      expect(await done).toBe(result)
      expect(looks).toEqual([])
      expect(clock.pendingDelaysMs()).toEqual([])
    })

    test('by a callback, without a walk over all who still wait: the timer stays until it is due, or nobody waits', async () => {
      const { clock, watcher, looks } = createBench()
      const [first, second] = [1_000, 600_000].map((deadlineMs) =>
        watcher.wait({ id: `task-${deadlineMs}`, model: 'flux-dev', expectCallback: true }, { deadlineMs }),
      )
      const told = (id: string): boolean => watcher.end(id, { result: { taskId: id, images: [], raw: {} } })
      told('task-1000')
      await first
      expect(clock.pendingDelaysMs()).toEqual([1_000])
      await clock.advance(1_000)
      expect(looks).toEqual([])
      expect(clock.pendingDelaysMs()[0]).toBeGreaterThan(5_000)
      told('task-600000')
      await second
      expect(clock.pendingDelaysMs()).toEqual([])
    })

    test('a callback for a task that nobody waits for is not taken', () => {
      expect(createBench().watcher.end('a', { result: { taskId: 'a', images: [], raw: {} } })).toBe(false)
    })

    test('by closing, which ends every wait and takes no new one', async () => {
      const { watcher, clock } = createBench()
      const done = watcher.wait({ id: 'a' }, { deadlineMs: 60_000 })
      watcher.close()
      await expect(done).rejects.toMatchObject({ code: 'client_closed', taskId: 'a' })
      await expect(watcher.wait({ id: 'b' }, { deadlineMs: 60_000 })).rejects.toMatchObject({ code: 'client_closed' })
      expect(clock.pendingDelaysMs()).toEqual([])
    })
  })

  test('a clock that is set forwards does not keep those waiting who come after it', async () => {
    const { clock, watcher, looks, finishesAtMs } = createBench()
    let setByMs = 0
    const now = clock.now.bind(clock)
    clock.now = () => now() + setByMs
    watcher.wait({ id: 'a', submittedAtMs: clock.now() }, { deadlineMs: 600_000 }).catch(() => undefined)
    setByMs = 3_600_000
    finishesAtMs.set('b', 0)
    const done = watcher.wait({ id: 'b' }, { deadlineMs: 10_000 })
    await clock.advance(1_000)
    expect((await done).taskId).toBe('b')
    expect(looks).toHaveLength(1)
  })

  test('a slow answer is as old as its question: not found in the first 30 s is not unknown', async () => {
    const { watcher, clock, instead, finishesAtMs } = createBench()
    const slow = Promise.withResolvers<Answer>()
    instead.push(slow.promise)
    finishesAtMs.set('a', 31_000)
    const done = watcher.wait({ id: 'a' }, { deadlineMs: 60_000 })
    await clock.advance(35_000)
    slow.resolve({ sightings: new Map() })
    await clock.advance(10_000)
    expect((await done).taskId).toBe('a')
  })

  test('a task that the service does not know fails 30 s after its submission, not before', async () => {
    const { watcher, clock, instead } = createBench()
    for (let look = 0; look < 100; look++) instead.push({ sightings: new Map() })
    let error: unknown
    watcher.wait({ id: 'a' }, { deadlineMs: 60_000 }).catch((reason: unknown) => (error = reason))
    await clock.advance(29_999)
    expect(error).toBeUndefined()
    await clock.advance(15_000)
    expect(error).toMatchObject({ code: 'unknown_task', taskId: 'a' })
  })

  test('tells how long it has taken and how long half of the tasks take', async () => {
    const { watcher, clock, durations, finishesAtMs } = createBench()
    learnTwoToSixSeconds(durations)
    finishesAtMs.set('a', 3_000)
    const events: ProgressEvent[] = []
    const onProgress = (event: ProgressEvent): void => void events.push(event)
    const done = watcher.wait({ id: 'a', model: 'm', submittedAtMs: clock.now() }, { deadlineMs: 60_000, onProgress })
    await clock.advance(3_000)
    await done
    expect(events[0]).toEqual({ type: 'running', taskId: 'a', elapsedMs: 2_000, expectedMs: 4_000 })
    expect(events.at(-1)).toMatchObject({ type: 'succeeded', taskId: 'a' })
  })

  test('leaves no listener on a signal that lives longer than the wait', async () => {
    const { watcher, clock, finishesAtMs } = createBench()
    finishesAtMs.set('a', 0)
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args))
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args))
    const done = watcher.wait({ id: 'a' }, { deadlineMs: 60_000, signal })
    expect(listeners).toBe(1)
    await clock.advance(0)
    await done
    expect(listeners).toBe(0)
  })
})

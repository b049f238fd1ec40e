import { describe, expect, test } from 'vitest'
import { createPollerBench } from './fixtures/poller-bench.ts'

const result = (taskId: string) => ({ result: { taskId, images: [], raw: {} } })

describe('a wait ends', () => {
  test('by its own deadline, with the task id; the task itself continues', async () => {
    const { wait, clock, polls } = createPollerBench()
    const done = wait({ id: 'a' }, { deadlineMs: 10_000 })
    const rejected = expect(done).rejects.toMatchObject({ code: 'wait_deadline', taskId: 'a', charged: 'yes' })
    await clock.advance(10_000)
    await rejected
    // The last poll leaves 2 s for its answer.
    expect(polls.at(-1)?.atMs).toBe(8_000)
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test.each([[Number.NaN], [-1]])(
    'at once where the deadline is %s, without spinning until it comes',
    async (deadlineMs) => {
      const { wait, clock } = createPollerBench()
      const done = wait({ id: 'a', submittedAtMs: Number.NaN }, { deadlineMs })
      const rejected = expect(done).rejects.toMatchObject({ code: 'wait_deadline' })
      expect(clock.pendingDelaysMs()).toEqual([0])
      await clock.advance(0)
      await rejected
    },
  )

  test('each by its own: a result 2 s before a deadline is found, however rarely the others are polled', async () => {
    const { wait, clock, finishesAtMs } = createPollerBench()
    const start = (deadlineMs: number): Promise<unknown> =>
      wait({ id: 'a', submittedAtMs: clock.now() }, { deadlineMs }).catch((error: unknown) => error)
    void start(600_000)
    await clock.advance(200_000)
    finishesAtMs.set('a', 200_100)
    const [first, second] = [start(2_500), start(3_500)]
    await clock.advance(3_500)
    expect(await Promise.all([first, second])).toMatchObject([{ taskId: 'a', images: [{}] }, { taskId: 'a' }])
  })

  test('the next deadline gets its last poll, too, when the first has passed', async () => {
    const { wait, clock, polls } = createPollerBench()
    for (const deadlineMs of [100_000, 101_000]) {
      wait({ id: 'a', submittedAtMs: clock.now() }, { deadlineMs }).catch(() => undefined)
    }
    await clock.advance(120_000)
    expect(polls.slice(-2).map(({ atMs }) => atMs)).toEqual([98_000, 99_000])
  })

  test('by the first of two listeners, when that one aborts the second', async () => {
    const { wait, clock, finishesAtMs } = createPollerBench()
    finishesAtMs.set('a', 0)
    const controller = new AbortController()
    const events: string[] = []
    const first = wait({ id: 'a' }, { onProgress: () => controller.abort() })
    const second = wait({ id: 'a' }, { signal: controller.signal, onProgress: ({ type }) => events.push(type) })
    const rejected = expect(second).rejects.toMatchObject({ code: 'aborted' })
    await clock.advance(0)
    await rejected
    expect((await first).taskId).toBe('a')
    expect(events).toEqual([])
  })

  test('by an abort, at once; the poll in flight for it is given up', async () => {
    const { wait, clock, polls, instead } = createPollerBench()
    instead.push(new Promise<never>(() => undefined))
    const controller = new AbortController()
    const done = wait({ id: 'a' }, { signal: controller.signal })
    await clock.advance(0)
    controller.abort()
    await expect(done).rejects.toMatchObject({ code: 'aborted', taskId: 'a', charged: 'yes' })
    expect(polls[0]?.signal.aborted).toBe(true)
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('by its own abort, not of another wait for the same task', async () => {
    const { wait, clock, finishesAtMs } = createPollerBench()
    finishesAtMs.set('a', 5_000)
    const controller = new AbortController()
    const aborted = wait({ id: 'a' }, { signal: controller.signal })
    const other = wait({ id: 'a' })
    controller.abort()
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' })
    await clock.advance(20_000)
    expect((await other).taskId).toBe('a')
  })

  test('before any poll when its signal is aborted already', async () => {
    const { wait, clock, polls } = createPollerBench()
    const done = wait({ id: 'a' }, { signal: AbortSignal.abort() })
    await expect(done).rejects.toMatchObject({ code: 'aborted', taskId: 'a' })
    await clock.advance(5_000)
    expect(polls).toEqual([])
  })

  test('by a callback, without waiting for the next poll', async () => {
    const { wait, poller, clock, polls } = createPollerBench()
    const done = wait({ id: 'a', submittedAtMs: clock.now() })
    expect(poller.end('a', result('a'))).toBe(true)
    expect((await done).taskId).toBe('a')
    expect(polls).toEqual([])
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('by a callback, without a walk over all other waits: the timer stays until it is due, or nobody waits', async () => {
    const { clock, wait, poller, polls } = createPollerBench()
    const [first, second] = [1_000, 600_000].map((deadlineMs) =>
      wait({ id: `task-${deadlineMs}`, model: 'flux-dev', expectCallback: true }, { deadlineMs }),
    )
    poller.end('task-1000', result('task-1000'))
    await first
    expect(clock.pendingDelaysMs()).toEqual([1_000])
    await clock.advance(1_000)
    expect(polls).toEqual([])
    expect(clock.pendingDelaysMs()[0]).toBeGreaterThan(5_000)
    poller.end('task-600000', result('task-600000'))
    await second
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('not by a callback for a task that nobody waits for', () => {
    expect(createPollerBench().poller.end('a', result('a'))).toBe(false)
  })

  test('by closing, which ends every wait and takes no new one', async () => {
    const { wait, poller, clock } = createPollerBench()
    const done = wait({ id: 'a' })
    poller.close()
    await expect(done).rejects.toMatchObject({ code: 'client_closed', taskId: 'a' })
    await expect(wait({ id: 'b' })).rejects.toMatchObject({ code: 'client_closed' })
    expect(clock.pendingDelaysMs()).toEqual([])
  })
})

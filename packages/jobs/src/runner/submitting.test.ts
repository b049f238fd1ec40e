import { describe, expect, test, vi } from 'vitest'
import type { ChooseNext } from '../stores/job-store.ts'
import { stateOf } from '../job/state-of.ts'
import {
  aDraft,
  aProcess,
  aWorld,
  hour,
  jobOf,
  made,
  minute,
  opened,
  rarely,
  second,
  type World,
} from './fixtures/a-process.ts'

describe('a job that goes well', () => {
  test('is submitted once, and its images are saved', async () => {
    const world = aWorld()
    const process = aProcess(world)
    const result = await made(world, process)
    expect(result).toMatchObject({ why: 'ended', isWritten: true })
    expect(await jobOf(world)).toMatchObject({
      task: { id: 'task-1', via: 'answer' },
      attempts: [{ key: 'job-1.1', outcome: { kind: 'accepted' } }],
      images: [{ url: 'https://img.example/task-1-0.png', kept: '/job-1-0.png' }],
      cost: { amount: 0.2, currency: 'credit' },
      end: { kind: 'done', charged: 'yes' },
    })
    expect(world.flux.posts).toBe(1)
    expect([...world.saved]).toEqual([['https://img.example/task-1-0.png', '/job-1-0.png']])
    expect(process.events.map(({ type }) => type)).toEqual([
      'created',
      'submitting',
      'submitted',
      'progress',
      'ready',
      'kept',
      'ended',
    ])
  })

  test('is saved before it is submitted', async () => {
    const world = aWorld({
      receive: () => {
        states.push(world.store.read('job-1'))
        return 'accept'
      },
    })
    const states: ReturnType<typeof world.store.read>[] = []
    await made(world, aProcess(world))
    expect(await states[0]).toMatchObject({ job: { attempts: [{ wire: { prompt: 'a red fox' } }] }, held: true })
  })

  test('with fewer images than requested is done, settled by its cost, and never submitted again', async () => {
    const world = aWorld()
    const process = aProcess(world, {
      serviceFor: async () => ({
        ...world.flux,
        wait: async () => ({ images: [{ url: 'https://a.example/1.png' }], cost: { amount: 0.2, currency: 'credit' } }),
      }),
    })
    const job = await opened(process, { request: { action: 'generate', prompt: 'a fox', count: 4 } })
    const run = job.run()
    await world.clock.advance(minute)
    expect((await run).job).toMatchObject({ end: { kind: 'done' }, cost: { amount: 0.2 } })
    expect(world.flux.posts).toBe(1)
  })

  test('is not made twice under the same id', async () => {
    const world = aWorld()
    await made(world, aProcess(world))
    const again = await aProcess(world).runner.create(aDraft())
    expect(again).toMatchObject({ exists: { job: { end: { kind: 'done' } } } })
    expect(world.flux.posts).toBe(1)
  })

  test('whose record can’t be written isn’t submitted', async () => {
    const world = aWorld()
    const process = aProcess({
      ...world,
      store: { ...world.store, commit: () => Promise.reject(new Error('The disk is full.')) },
    })
    const result = await made(world, process)
    expect(result).toMatchObject({ why: 'blocked', error: { message: 'The disk is full.' } })
    expect(world.flux.posts).toBe(0)
    expect(stateOf(await jobOf(world), world.clock.now(), false)).toBe('created')
  })
})

test('where the store gives turns, a long queue is read as a whole only from time to time', async () => {
  const world = aWorld({ taskMs: second })
  const process = aProcess(world)
  const list = vi.spyOn(world.store, 'list')
  for (let number = 1; number <= 20; number++) await (await opened(process, { id: `job-${number}` })).release()
  const choose: ChooseNext = (waiting) => waiting[0]?.id
  process.runner.watch({ app: 'test', concurrency: 1, everyMs: second, choose })
  await world.clock.advance(minute)

  expect(world.flux.posts).toBe(20)
  const whole = list.mock.calls.filter(([query]) => query?.dueAtMs !== undefined && query.states === undefined)
  expect(whole).toHaveLength(3)
  expect(list.mock.calls.length).toBeGreaterThan(40)
  await process.runner.drain(0)
})

test('where the store gives turns, due jobs are searched for as often as planned, also while others end all the time', async () => {
  const world = aWorld({ taskMs: second })
  const process = aProcess(world)
  const list = vi.spyOn(world.store, 'list')
  for (let number = 1; number <= 60; number++) await (await opened(process, { id: `job-${number}` })).release()
  process.runner.watch({ app: 'test', concurrency: 1, everyMs: 10 * second, choose: (waiting) => waiting[0]?.id })
  await world.clock.advance(minute - 1)

  expect(world.flux.posts).toBeGreaterThan(10)
  expect(list.mock.calls.filter(([query]) => query?.dueAtMs !== undefined)).toHaveLength(6)
  await process.runner.drain(0)
})

test('a watch that limits trouble lets go of a job until its next submission, so that another has its turn', async () => {
  const world = aWorld({ receive: (post) => (post < 2 ? 'limit' : 'accept') })
  const options = { retries: { tries: 3, delaysMs: [2 * second, 20 * second] } }
  const process = aProcess(world, {}, options)
  process.runner.watch({ app: 'test', concurrency: 1, troubleMs: 5 * second })
  await (await opened(process)).release()
  await world.clock.advance(5 * second)
  expect(world.flux.posts).toBe(2)
  await (await opened(process, { id: 'job-2' })).release()
  await world.clock.advance(15 * second)
  expect([(await jobOf(world)).end, (await jobOf(world, 'job-2')).end?.kind]).toEqual([undefined, 'done'])
  await world.clock.advance(minute)
  expect((await jobOf(world)).end?.kind).toBe('done')
  await process.runner.drain(0)
})

describe('a task that was submitted elsewhere', () => {
  const task = { id: 'task-1', via: 'person' } as const

  async function submitted(): Promise<World> {
    const world = aWorld()
    const sent = world.flux.submit({ prompt: 'a fox' }, { key: 'x', onAttempt: async () => undefined })
    await world.clock.advance(second)
    await sent
    return world
  }

  test('becomes a separate job: it is waited for, and nothing is submitted', async () => {
    const world = await submitted()
    const run = (await opened(aProcess(world), { task })).run()
    await world.clock.advance(minute)
    expect((await run).job).toMatchObject({ task, attempts: [], end: { kind: 'done' } })
    expect(world.flux.posts).toBe(1)
  })

  test('and that a callback names while its lost submission rests is waited for at once', async () => {
    const world = aWorld({ receive: () => 'lose', canList: () => false })
    const process = aProcess(world)
    const run = (await opened(process)).run()
    await world.clock.advance(minute)
    expect(await process.runner.adopt('job-1', { id: 'task-1', via: 'callback' })).toBe('adopted')
    await world.clock.advance(second)
    expect((await jobOf(world)).end).toMatchObject({ kind: 'done', charged: 'yes' })
    expect((await run).why).toBe('stopped')
  })

  test('belongs to the job that has it already', async () => {
    const world = aWorld()
    await made(world, aProcess(world))
    const another = await aProcess(world).runner.create(aDraft({ id: 'job-2', task }))
    expect(another).toMatchObject({ exists: { job: { id: 'job-1' } } })
    expect((await jobOf(world, 'job-2')).end).toMatchObject({ kind: 'cancelled', charged: 'no' })
  })

  test('and that somebody names in the last moment keeps a job from being submitted', async () => {
    const world = await submitted()
    const process = aProcess(world, {
      prepare: async () => {
        await world.store.adopt('job-1', task)
        return undefined
      },
    })
    const run = (await opened(process)).run()
    await world.clock.advance(minute)
    expect(await run).toMatchObject({ why: 'blocked', job: { task } })
    expect(world.flux.posts).toBe(1)
    const again = process.runner.run('job-1')
    await world.clock.advance(minute)
    expect((await again).job?.end).toMatchObject({ kind: 'done' })
  })
})

describe('a submission that is refused', () => {
  test('ends the job, and nothing was charged', async () => {
    const world = aWorld({ receive: () => 'refuse' })
    expect(await made(world, aProcess(world))).toMatchObject({ why: 'ended' })
    expect(await jobOf(world)).toMatchObject({ end: { kind: 'failed', code: 'moderated', charged: 'no' } })
  })

  test('for a moment is tried again as often as the host wants', async () => {
    const world = aWorld({ receive: (post) => (post < 2 ? 'limit' : 'accept') })
    const retries = { tries: 3, delaysMs: [2 * second, 10 * second] }
    const result = await made(world, aProcess(world, {}, { retries }), minute)
    expect(result.job).toMatchObject({ end: { kind: 'done' } })
    expect(world.flux.posts).toBe(3)
    expect(world.flux.tasks).toHaveLength(1)
  })

  test('for a moment is tried again by the next process too, and nobody is asked', async () => {
    const world = aWorld({ receive: (post) => (post === 0 ? 'limit' : 'accept') })
    const retries = { tries: 3, delaysMs: [5 * minute] }
    const first = aProcess(world, {}, { retries })
    expect(await made(world, first, second)).toMatchObject({ why: 'resting' })
    aProcess(world, {}, { retries }).runner.watch({ app: 'test' })
    await world.clock.advance(6 * minute)
    expect((await jobOf(world)).end?.kind).toBe('done')
  })

  test('with an error that names a task was accepted', async () => {
    const world = aWorld({ receive: () => 'name-task' })
    const result = await made(world, aProcess(world))
    expect(result.job).toMatchObject({ task: { id: 'task-1', via: 'error' }, end: { kind: 'done' } })
  })
})

describe('a job that was never submitted', () => {
  async function left(world: World, ageMs: number): Promise<void> {
    const process = aProcess(world)
    await (await opened(process)).release()
    await process.runner.drain(second)
    await world.clock.advance(ageMs)
  }

  test('and is stale is left without a user, and the rest continues', async () => {
    const world = aWorld()
    await left(world, 2 * hour)
    const process = aProcess(world, { confirm: (_, isStale) => Promise.resolve(isStale ? 'leave' : 'submit') })
    await (await opened(process, { id: 'job-2' })).release()
    process.runner.watch({ app: 'test' })
    await world.clock.advance(minute)
    expect((await jobOf(world, 'job-2')).end?.kind).toBe('done')
    expect(stateOf(await jobOf(world), world.clock.now(), false)).toBe('stale')
    expect(world.flux.posts).toBe(1)
  })

  test('and is stale doesn’t stop the rest while a user thinks about it', async () => {
    const world = aWorld()
    await left(world, 2 * hour)
    let answer: (value: 'submit') => void = () => undefined
    const process = aProcess(world, { confirm: () => new Promise((resolve) => (answer = resolve)) })
    await (await opened(process, { id: 'job-2' })).release()
    process.runner.watch({ app: 'test' })
    await world.clock.advance(minute)
    expect((await jobOf(world, 'job-2')).end?.kind).toBe('done')
    answer('submit')
    await world.clock.advance(minute)
    expect((await jobOf(world)).end?.kind).toBe('done')
  })

  test('isn’t submitted by another process unless its host says so', async () => {
    const world = aWorld()
    await left(world, minute)
    expect(await aProcess(world).runner.run('job-1')).toMatchObject({ why: 'left' })
    expect(world.flux.posts).toBe(0)
    const run = aProcess(world, { confirm: async () => 'submit' }).runner.run('job-1')
    await world.clock.advance(minute)
    expect((await run).job?.end?.kind).toBe('done')
  })

  test('is given up when the host says so, and nothing was charged', async () => {
    const world = aWorld()
    await left(world, minute)
    await aProcess(world, { confirm: async () => 'discard' }).runner.run('job-1')
    expect((await jobOf(world)).end).toMatchObject({ kind: 'discarded', charged: 'no' })
    expect(world.flux.posts).toBe(0)
  })

  test('and waits for hours behind others of a living process isn’t stale', async () => {
    const world = aWorld({ taskMs: 3 * hour })
    const process = aProcess(world, {}, { ...rarely, waitMs: 4 * hour })
    for (const id of ['job-1', 'job-2']) await (await opened(process, { id })).release()
    process.runner.watch({ app: 'test', concurrency: 1, everyMs: 20 * minute })
    await world.clock.advance(4 * hour)
    await process.runner.drain(second)
    expect((await jobOf(world)).end?.kind).toBe('done')
    expect((await jobOf(world, 'job-2')).attempts).toHaveLength(1)
  })
})

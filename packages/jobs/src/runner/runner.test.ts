import { describe, expect, test, vi } from 'vitest'
import { stateOf } from '../job/state-of.ts'
import { aDraft, aProcess, aWorld, jobOf, type Process, type World } from './fixtures/a-process.ts'
import type { OpenJob, RunResult } from './runner.ts'

const second = 1_000
const minute = 60_000
const hour = 60 * minute
/** Leases that are renewed every three hours: each timer of the fake clock takes real milliseconds. */
const rarely = { leaseMs: 9 * hour }

async function opened({ runner }: Process, facts: Parameters<typeof aDraft>[0] = {}): Promise<OpenJob<unknown>> {
  const job = await runner.create(aDraft(facts))
  if ('exists' in job) throw new Error('It exists already.')
  return job
}

/** Runs a new job while time goes on. */
async function made(world: World, process: Process, ms = minute): Promise<RunResult<unknown>> {
  const job = await opened(process)
  const run = job.run({ waitMs: ms })
  await world.clock.advance(ms)
  return run
}

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

  test('is written down before it is submitted', async () => {
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

describe('a task that was submitted elsewhere', () => {
  const task = { id: 'task-1', via: 'person' } as const

  async function submitted(): Promise<World> {
    const world = aWorld()
    const sent = world.flux.submit({ prompt: 'a fox' }, { key: 'x', onAttempt: async () => undefined })
    await world.clock.advance(second)
    await sent
    return world
  }

  test('becomes a job of its own: it is waited for, and nothing is submitted', async () => {
    const world = await submitted()
    const run = (await opened(aProcess(world), { task })).run()
    await world.clock.advance(minute)
    expect((await run).job).toMatchObject({ task, attempts: [], end: { kind: 'done' } })
    expect(world.flux.posts).toBe(1)
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

describe('a lost submission', () => {
  test('is found among the account’s tasks after 5 s, and never submitted again', async () => {
    const world = aWorld({ receive: () => 'lose' })
    const result = await made(world, aProcess(world))
    expect(result.job).toMatchObject({ task: { id: 'task-1', via: 'listing' }, end: { kind: 'done' } })
    expect(world.flux.posts).toBe(1)
    expect(world.flux.tasks).toHaveLength(1)
  })

  test('that never arrived is searched for at 5 s, 30 s, 5 min, 1 h and 24 h, and stays unknown', async () => {
    const world = aWorld({ receive: () => 'drop' })
    const process = aProcess(world, {}, rarely)
    const result = await made(world, process, 25 * hour)
    expect(result).toMatchObject({ why: 'resting' })
    const searches = process.events.filter(({ type }) => type === 'searching')
    expect(searches).toHaveLength(5)
    expect(stateOf(await jobOf(world), world.clock.now(), false)).toBe('unknown')
    expect(world.flux.posts).toBe(1)
  })

  test('is searched for at once on demand', async () => {
    let isListed = false
    const world = aWorld({ receive: () => 'lose', canList: () => isListed })
    await made(world, aProcess(world), second)
    isListed = true
    const run = aProcess(world).runner.run('job-1')
    await world.clock.advance(minute)
    expect((await run).job).toMatchObject({ end: { kind: 'done' } })
  })

  test('is searched for together with every other submission without an answer', async () => {
    const world = aWorld({
      receive: (post) => (post === 0 ? 'lose' : 'accept'),
      answerMs: 20 * second,
      canList: () => false,
    })
    const seen: unknown[] = []
    const find = vi.spyOn(world.flux, 'find').mockImplementation(async ({ attempt, others, isKnown }) => {
      seen.push([attempt.key, others.map(({ key }) => key), await isKnown('task-9')])
      return undefined
    })
    const process = aProcess(world)
    void (await opened(process)).run({ waitMs: minute })
    await world.clock.advance(10 * second)
    void (await opened(process, { id: 'job-2' })).run()
    await (await opened(process, { id: 'job-3' })).release()
    await world.store.adopt('job-3', { id: 'task-9', via: 'callback' })
    await world.clock.advance(11 * second)
    expect(find).toHaveBeenCalledOnce()
    expect(seen).toEqual([['job-1.1', ['job-2.1'], true]])
  })

  test('of a process that died is searched for by the next one', async () => {
    const world = aWorld({ answerMs: hour })
    const dying = await opened(aProcess(world))
    void dying.run()
    await world.clock.advance(second)
    // Its lease is renewed for ever in this world, so the record is given to the next process by hand.
    const record = await jobOf(world)
    const next = aWorld()
    await next.clock.advance(2 * minute)
    const claim = await next.store.create({ ...record, wantedAtMs: next.clock.now() }, 'aaaaaaaa', 1)
    if ('exists' in claim) throw new Error('It exists.')
    await next.store.release(claim)
    const run = aProcess({
      ...next,
      flux: { ...next.flux, find: world.flux.find?.bind(world.flux) } as never,
    }).runner.run('job-1', { waitMs: minute })
    await next.clock.advance(minute)
    expect((await run).job).toMatchObject({ attempts: [{ outcome: { kind: 'accepted' } }], task: { via: 'listing' } })
  })

  test('whose task a callback names goes on', async () => {
    const world = aWorld({ receive: () => 'lose', canList: () => false })
    await made(world, aProcess(world), second)
    const { runner } = aProcess(world)
    expect(await runner.adopt('job-1', { id: 'task-1', via: 'callback' })).toBe('adopted')
    runner.watch({ app: 'test' })
    await world.clock.advance(minute)
    expect(await jobOf(world)).toMatchObject({ task: { via: 'callback' }, end: { kind: 'done' } })
  })
})

describe('a task that the service doesn’t know', () => {
  test('stays recoverable, is checked for 7 days, and is saved when it turns up', async () => {
    let isKnown = false
    const world = aWorld({ knows: () => isKnown })
    const process = aProcess(world, {}, rarely)
    expect(await made(world, process)).toMatchObject({ why: 'resting', error: { code: 'unknown_task' } })
    expect(stateOf(await jobOf(world), world.clock.now(), false)).toBe('missing')
    process.runner.watch({ app: 'test', everyMs: 10 * hour })
    await world.clock.advance(6 * 24 * hour)
    isKnown = true
    await world.clock.advance(2 * hour)
    expect(await jobOf(world)).toMatchObject({ end: { kind: 'done', charged: 'yes' } })
    expect(world.flux.posts).toBe(1)
  })

  test('isn’t checked any more after 7 days, except on demand', async () => {
    let isKnown = false
    const world = aWorld({ knows: () => isKnown })
    const process = aProcess(world, {}, rarely)
    await made(world, process)
    process.runner.watch({ app: 'test', everyMs: 10 * hour })
    await world.clock.advance(8 * 24 * hour)
    expect((await jobOf(world)).check?.nextAtMs).toBeUndefined()
    isKnown = true
    await world.clock.advance(24 * hour)
    expect(stateOf(await jobOf(world), world.clock.now(), false)).toBe('missing')
    const run = process.runner.run('job-1')
    await world.clock.advance(minute)
    expect((await run).job).toMatchObject({ end: { kind: 'done' } })
  })

  test('under another account proves nothing: the record stays as it was', async () => {
    const world = aWorld({ knows: () => false })
    await made(world, aProcess(world))
    const before = await jobOf(world)
    const other = aProcess(world, { serviceFor: async () => ({ ...world.flux, account: 'acc-2' }) })
    const run = other.runner.run('job-1')
    await world.clock.advance(minute)
    expect(await run).toMatchObject({ why: 'blocked', error: { code: 'unknown_task' } })
    expect({ ...(await jobOf(world)), wantedAtMs: 0 }).toEqual({ ...before, wantedAtMs: 0 })
    expect(other.events.map(({ type }) => type)).toEqual(['account-differs'])
  })
})

describe('a task that fails', () => {
  test('ends the job, and says that nothing was charged', async () => {
    const world = aWorld({ failure: 'failed' })
    expect((await made(world, aProcess(world))).job?.end).toMatchObject({ kind: 'failed', charged: 'no' })
  })

  test('and shows a link is failed, and the image is saved all the same', async () => {
    const world = aWorld({ failure: 'failed-with-link' })
    const { job } = await made(world, aProcess(world))
    expect(job).toMatchObject({ end: { kind: 'failed', charged: 'unknown' }, images: [{ kept: '/job-1-0.png' }] })
  })
})

describe('an image', () => {
  test('whose host is down is fetched again, and the others are saved meanwhile', async () => {
    let isDown = true
    const world = aWorld({ download: (url) => (isDown && url.endsWith('-1.png') ? 'fail' : 'ok') })
    const process = aProcess(world)
    const job = await opened(process, { request: { action: 'generate', prompt: 'a fox', count: 3 } })
    const run = job.run({ waitMs: 10 * minute })
    await world.clock.advance(minute)
    expect([...world.saved.values()]).toEqual(['/job-1-0.png', '/job-1-2.png'])
    isDown = false
    await world.clock.advance(9 * minute)
    expect(await run).toMatchObject({ why: 'ended', job: { end: { kind: 'done' } } })
    expect(world.flux.posts).toBe(1)
  })

  test('that can’t be saved is saved later, and isn’t saved twice', async () => {
    let saves = 0
    const world = aWorld()
    const process = aProcess(world, {
      keep: async () => {
        saves += 1
        if (saves === 1) throw new Error('No such folder.')
        return { kept: '/a.png', width: 1024 }
      },
    })
    const result = await made(world, process, 10 * minute)
    expect(result.job?.images).toMatchObject([{ kept: '/a.png', width: 1024, tries: 1 }])
    expect(saves).toBe(2)
  })
})

describe('a disk that is full for a moment after the acceptance', () => {
  function fullDisk(world: World): { readonly store: World['store']; isFull: boolean } {
    const disk = {
      isFull: false,
      store: {
        ...world.store,
        commit: (...args: Parameters<typeof world.store.commit>) =>
          disk.isFull ? Promise.reject(new Error('The disk is full.')) : world.store.commit(...args),
      },
    }
    return disk
  }

  test('costs nothing: the task is kept in memory, the image is saved, and all is written when there is room', async () => {
    const world = aWorld({
      receive: () => {
        disk.isFull = true
        return 'accept'
      },
    })
    const disk = fullDisk(world)
    const process = aProcess({ ...world, store: disk.store })
    const job = await opened(process)
    const run = job.run()
    await world.clock.advance(40 * second)
    expect([...world.saved.values()]).toEqual(['/job-1-0.png'])
    expect((await jobOf(world)).task).toBeUndefined()
    disk.isFull = false
    await world.clock.advance(minute)
    expect(await run).toMatchObject({ why: 'ended', isWritten: true })
    expect(await jobOf(world)).toMatchObject({ task: { id: 'task-1' }, end: { kind: 'done' } })
  })

  test('that doesn’t end shows the task id to the person', async () => {
    const world = aWorld({
      receive: () => {
        disk.isFull = true
        return 'accept'
      },
    })
    const disk = fullDisk(world)
    const process = aProcess({ ...world, store: disk.store })
    const job = await opened(process)
    const run = job.run()
    await world.clock.advance(5 * minute)
    expect(await run).toMatchObject({ isWritten: false, job: { task: { id: 'task-1' } } })
    expect(process.events.some(({ type }) => type === 'write-failed')).toBe(true)
  })
})

describe('a job that was never submitted', () => {
  async function left(world: World, ageMs: number): Promise<void> {
    const process = aProcess(world)
    await (await opened(process)).release()
    await process.runner.drain(second)
    await world.clock.advance(ageMs)
  }

  test('and is stale is left without a person, and the rest goes on', async () => {
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

  test('and is stale doesn’t stop the rest while a person thinks about it', async () => {
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

describe('cancelling', () => {
  test('before anything was sent ends the job, and nothing was charged', async () => {
    const world = aWorld()
    const process = aProcess(world)
    await (await opened(process)).release()
    expect(await process.runner.cancel('job-1')).toMatchObject({ isEnded: true, charged: 'no' })
    expect((await jobOf(world)).end).toMatchObject({ kind: 'cancelled', charged: 'no' })
  })

  test('what may be paid for says so and doesn’t stop it', async () => {
    const world = aWorld()
    const process = aProcess(world)
    const run = (await opened(process)).run()
    await world.clock.advance(second)
    expect(await process.runner.cancel('job-1')).toMatchObject({ isEnded: false, charged: 'unknown' })
    await world.clock.advance(minute)
    expect((await run).job?.end?.kind).toBe('done')
  })

  test('what may be paid for ends it when that is wanted, and asking for it again brings the image', async () => {
    const world = aWorld()
    const process = aProcess(world)
    const run = (await opened(process)).run()
    await world.clock.advance(second)
    const cancelled = await process.runner.cancel('job-1', { evenIfPaid: true })
    expect(cancelled).toMatchObject({ isEnded: true, charged: 'unknown', job: { task: { id: 'task-1' } } })
    expect(await run).toMatchObject({ why: 'stopped' })
    const again = process.runner.run('job-1')
    await world.clock.advance(minute)
    expect((await again).job?.end).toMatchObject({ kind: 'done', charged: 'yes' })
  })

  test('in mid-submission waits for the answer, so that the task is known', async () => {
    const world = aWorld({ answerMs: 5 * second })
    const process = aProcess(world)
    void (await opened(process)).run()
    await world.clock.advance(second)
    const cancelled = process.runner.cancel('job-1', { evenIfPaid: true })
    await world.clock.advance(10 * second)
    expect(await cancelled).toMatchObject({ isEnded: true, charged: 'unknown', job: { task: { id: 'task-1' } } })
  })

  test('a job that is accepted in the last moment doesn’t stop it', async () => {
    const world = aWorld({ answerMs: 5 * second })
    let isPrepared: (fields: undefined) => void = () => undefined
    const process = aProcess(world, { prepare: () => new Promise((resolve) => (isPrepared = resolve)) })
    void (await opened(process)).run()
    await world.clock.advance(second)
    // The attempt is written in the same moment in which the person cancels.
    isPrepared(undefined)
    await world.clock.advance(second)
    const cancelled = process.runner.cancel('job-1')
    await world.clock.advance(minute)
    expect(await cancelled).toMatchObject({ isEnded: false, charged: 'unknown' })
    expect((await jobOf(world)).end?.kind).toBe('done')
  })

  test('what another process holds isn’t possible, and proves nothing', async () => {
    const world = aWorld()
    void (await opened(aProcess(world))).run()
    await world.clock.advance(50)
    expect(await aProcess(world).runner.cancel('job-1')).toMatchObject({ isEnded: false, charged: 'unknown' })
  })
})

describe('draining', () => {
  test('lets submissions on their way end, stops waiting, and hands everything over', async () => {
    const world = aWorld({ answerMs: 2 * second })
    const process = aProcess(world)
    const run = (await opened(process)).run()
    await world.clock.advance(second)
    const drained = process.runner.drain(10 * second)
    await world.clock.advance(10 * second)
    expect(await drained).toEqual([])
    expect(await run).toMatchObject({ why: 'stopped', job: { task: { id: 'task-1' } } })
    expect(await world.store.read('job-1')).toMatchObject({ held: false, job: { task: { id: 'task-1' } } })
  })

  test('ends at its limit, and names what is still on its way', async () => {
    const world = aWorld({ answerMs: hour })
    const process = aProcess(world)
    void (await opened(process)).run()
    await world.clock.advance(second)
    const drained = process.runner.drain(3 * second)
    await world.clock.advance(10 * second)
    expect(await drained).toMatchObject([{ id: 'job-1', attempts: [{ key: 'job-1.1' }] }])
  })

  test('submits nothing any more', async () => {
    const world = aWorld()
    const process = aProcess(world)
    const job = await opened(process)
    const drained = process.runner.drain(second)
    await world.clock.advance(2 * second)
    await drained
    await job.run().catch(() => undefined)
    expect(world.flux.posts).toBe(0)
  })
})

describe('two processes', () => {
  test('work on a job one at a time', async () => {
    const world = aWorld()
    const run = (await opened(aProcess(world))).run()
    await world.clock.advance(second)
    expect(await aProcess(world).runner.run('job-1')).toMatchObject({ why: 'held' })
    await world.clock.advance(minute)
    expect((await run).job?.end?.kind).toBe('done')
  })

  test('and the second outlasts one that died without a trace, when it has the patience', async () => {
    const world = aWorld({ answerMs: hour })
    const dead = aProcess({ ...world, store: { ...world.store, renew: () => new Promise(() => undefined) } })
    void (await opened(dead)).run()
    await world.clock.advance(second)
    const run = aProcess(world).runner.run('job-1', { patienceMs: 35 * second, waitMs: minute })
    await world.clock.advance(2 * minute)
    expect((await run).job).toMatchObject({ task: { via: 'listing' }, end: { kind: 'done' } })
  })

  test('of which one was suspended in mid-submission: its late answer is written down by the one that lost the job', async () => {
    const world = aWorld({ answerMs: 2 * minute, canList: () => false })
    // Its leases aren't renewed, as when a process is stopped.
    const suspended = aProcess({
      ...world,
      store: { ...world.store, renew: () => Promise.reject(new Error('stopped')) },
    })
    const run = (await opened(suspended)).run()
    await world.clock.advance(40 * second)
    const other = aProcess(world)
    other.runner.watch({ app: 'test' })
    await world.clock.advance(10 * second)
    expect(stateOf(await jobOf(world), world.clock.now(), false)).toBe('unknown')
    await world.clock.advance(5 * minute)
    await run
    expect(await jobOf(world)).toMatchObject({ task: { id: 'task-1' }, end: { kind: 'done' } })
    expect(world.flux.tasks).toHaveLength(1)
  })
})

describe('forgetting', () => {
  test('leaves of an ended job what budgets need, and nothing that a person wrote', async () => {
    const world = aWorld()
    const process = aProcess(world)
    await made(world, process)
    expect(await process.runner.forget('job-1', {})).toBe(true)
    const job = await jobOf(world)
    expect(JSON.stringify(job)).not.toContain('fox')
    expect(job).toMatchObject({ cost: { amount: 0.2 }, end: { kind: 'done' }, task: { id: 'task-1' } })
  })

  test('isn’t possible while an image is owed or somebody works on it', async () => {
    const world = aWorld({ receive: () => 'lose', canList: () => false })
    const process = aProcess(world)
    const run = (await opened(process)).run({ waitMs: second })
    expect(await process.runner.forget('job-1', {})).toBe(false)
    await world.clock.advance(minute)
    await run
    expect(await process.runner.forget('job-1', {})).toBe(false)
    expect((await jobOf(world)).request['prompt']).toBe('a red fox')
    expect(await process.runner.forget('job-9', {})).toBe(false)
  })
})

describe('watching', () => {
  test('goes on when records can’t be listed, and reports it', async () => {
    const world = aWorld()
    let isBroken = true
    const store = {
      ...world.store,
      list: (query?: object) => {
        if (isBroken) throw new Error('No such folder.')
        return world.store.list(query)
      },
    }
    const errors: unknown[] = []
    const process = aProcess({ ...world, store }, { onError: (error) => void errors.push(error) })
    await (await opened(process)).release()
    process.runner.watch({ app: 'test' })
    await world.clock.advance(15 * second)
    expect(errors).toHaveLength(2)
    isBroken = false
    await world.clock.advance(minute)
    expect((await jobOf(world)).end?.kind).toBe('done')
  })

  test('takes up only jobs of its own app', async () => {
    const world = aWorld()
    const process = aProcess(world)
    await (await opened(process, { origin: { app: 'other', actor: 'person' } })).release()
    process.runner.watch({ app: 'test' })
    await world.clock.advance(minute)
    expect(world.flux.posts).toBe(0)
  })

  test('gives turns as the host chooses', async () => {
    const world = aWorld({ taskMs: 5 * second })
    const process = aProcess(world)
    for (const id of ['job-1', 'job-2', 'job-3']) {
      await (await opened(process, { id })).release()
      await world.clock.advance(1)
    }
    const newestFirst = (waiting: readonly { readonly id: string }[]): string | undefined => waiting.at(-1)?.id
    process.runner.watch({ app: 'test', concurrency: 1, choose: newestFirst })
    await world.clock.advance(minute)
    expect(world.flux.tasks.map(({ wire }) => wire['callback_url'])).toEqual(
      ['job-3.1', 'job-2.1', 'job-1.1'].map((key) => `https://bot.example/${key}`),
    )
  })

  test('leaves a job that another process announced and never accepted to the host', async () => {
    const world = aWorld()
    const dead = aProcess(world)
    await (await opened(dead, { place: { isAnnounced: true } })).release()
    const process = aProcess(world, { confirm: async ({ place }) => (isAnnounced(place) ? 'discard' : 'submit') })
    process.runner.watch({ app: 'test', choose: (waiting) => waiting[0]?.id })
    await world.clock.advance(minute)
    expect((await jobOf(world)).end).toMatchObject({ kind: 'discarded', charged: 'no' })
    expect(world.flux.posts).toBe(0)
  })
})

function isAnnounced(place: unknown): boolean {
  return (place as { isAnnounced?: boolean }).isAnnounced === true
}

describe('the sandbox', () => {
  test('that has ended takes its jobs with it, free of charge', async () => {
    const world = aWorld()
    const draft = { service: 'sandbox:1' }
    const job = await opened(aProcess(world), draft)
    void job.run()
    await world.clock.advance(second)
    await world.store.adopt('job-1', { id: 'task-1', via: 'answer' })
    const record = await jobOf(world)
    const next = aWorld()
    const claim = await next.store.create(record, 'aaaaaaaa', 1)
    if ('exists' in claim) throw new Error('It exists.')
    await next.store.release(claim)
    const { runner } = aProcess(next, { serviceFor: async () => 'gone' })
    expect((await runner.run('job-1')).job?.end).toMatchObject({ code: 'sandbox_ended', charged: 'no' })
  })
})

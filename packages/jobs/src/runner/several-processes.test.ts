import { describe, expect, test } from 'vitest'
import { stateOf } from '../job/state-of.ts'
import { aProcess, aWorld, hour, jobOf, minute, opened, second } from './fixtures/a-process.ts'

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

  test('of which one was suspended mid-submission: its late answer is saved by the one that lost the job', async () => {
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

describe('watching', () => {
  test('continues when records can’t be listed, and reports it', async () => {
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

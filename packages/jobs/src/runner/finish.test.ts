import { describe, expect, test } from 'vitest'
import type { Job } from '../job/job.ts'
import { aProcess, aWorld, jobOf, made, minute, opened, second } from './fixtures/a-process.ts'

describe('cancelling', () => {
  test('before anything was sent ends the job, and nothing was charged', async () => {
    const world = aWorld()
    const process = aProcess(world)
    await (await opened(process)).release()
    expect(await process.runner.cancel('job-1')).toMatchObject({ isEnded: true, charged: 'no' })
    expect((await jobOf(world)).end).toMatchObject({ kind: 'cancelled', charged: 'no' })
  })

  test('a job that may be paid for says so and isn’t stopped', async () => {
    const world = aWorld()
    const process = aProcess(world)
    const run = (await opened(process)).run()
    await world.clock.advance(second)
    expect(await process.runner.cancel('job-1')).toMatchObject({ isEnded: false, charged: 'unknown' })
    await world.clock.advance(minute)
    expect((await run).job?.end?.kind).toBe('done')
  })

  test('a job that may be paid for ends on request, and recovering it returns the image', async () => {
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

  test('mid-submission waits for the answer, so that the task is known', async () => {
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
    // The attempt is written in the same moment in which the user cancels.
    isPrepared(undefined)
    await world.clock.advance(second)
    const cancelled = process.runner.cancel('job-1')
    await world.clock.advance(minute)
    expect(await cancelled).toMatchObject({ isEnded: false, charged: 'unknown' })
    expect((await jobOf(world)).end?.kind).toBe('done')
  })

  test('while a submission is on its way that is refused then stops it from being sent again', async () => {
    const world = aWorld({ answerMs: 5 * second, receive: () => 'limit' })
    const process = aProcess(world, {}, { retries: { tries: 5, delaysMs: [2 * second] } })
    void (await opened(process)).run()
    await world.clock.advance(second)
    const cancelled = process.runner.cancel('job-1')
    await world.clock.advance(minute)
    expect(await cancelled).toMatchObject({ isEnded: true, charged: 'no' })
    expect(world.flux.posts).toBe(1)
  })

  test('a job that another process holds isn’t possible, and proves nothing', async () => {
    const world = aWorld()
    void (await opened(aProcess(world))).run()
    await world.clock.advance(50)
    expect(await aProcess(world).runner.cancel('job-1')).toMatchObject({ isEnded: false, charged: 'unknown' })
  })
})

describe('forgetting', () => {
  test('keeps what budgets need of a finished job, and nothing that a user wrote', async () => {
    const world = aWorld()
    const process = aProcess(world)
    await made(world, process)
    expect(await process.runner.forget('job-1', {})).toBe(true)
    const job = await jobOf(world)
    expect(JSON.stringify(job)).not.toContain('fox')
    expect(job).toMatchObject({ cost: { amount: 0.2 }, end: { kind: 'done' }, task: { id: 'task-1' } })
  })

  test('isn’t possible while an image is owed or the job is being worked on', async () => {
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

test('facts about an image are written, but not while a process works on the job', async () => {
  const world = aWorld()
  const process = aProcess(world)
  await made(world, process)
  const moved = (job: Job): Job => ({
    ...job,
    images: job.images.map((image) => ({ ...image, kept: '/elsewhere.png' })),
  })
  expect(await process.runner.amend('job-1', moved)).toBe(true)
  expect((await jobOf(world)).images).toMatchObject([{ kept: '/elsewhere.png' }])

  await opened(process, { id: 'job-2' })
  expect(await aProcess(world).runner.amend('job-2', moved)).toBe(false)
})

test('the record of a finished job is removed; one that is owed or running stays', async () => {
  const world = aWorld({ receive: (post) => (post === 0 ? 'accept' : 'lose'), canList: () => false })
  const process = aProcess(world)
  await made(world, process)
  await opened(process, { id: 'job-2' })
  expect(await process.runner.remove('job-2')).toBe(false)
  const lost = (await opened(process, { id: 'job-3' })).run({ waitMs: second })
  await world.clock.advance(minute)
  await lost
  expect(await process.runner.remove('job-3')).toBe(false)
  expect(await process.runner.remove('job-1')).toBe(true)
  expect(await world.store.read('job-1')).toBeUndefined()
  expect(await world.store.read('job-3')).toMatchObject({ held: false })
})

test('a run with a limit on trouble stops early and leaves the next check to the watch', async () => {
  const world = aWorld({ download: () => 'fail' })
  const process = aProcess(world)
  const run = (await opened(process)).run({ troubleMs: 30 * second })
  const startedMs = world.clock.now()
  const { why, job } = await world.clock.until(run)
  // The task takes 8 s; tries at 0, 5 and 20 s of trouble, the next one would be at 65 s.
  expect(why).toBe('resting')
  expect(job?.images).toMatchObject([{ tries: 3 }])
  expect(world.clock.now() - startedMs).toBeLessThan(30 * second)
  expect(job?.check?.nextAtMs).toBeDefined()
})

import { describe, expect, test } from 'vitest'
import { aProcess, aWorld, jobOf, made, minute, opened, second } from './fixtures/a-process.ts'

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

import { describe, expect, test } from 'vitest'
import type { Job } from '../job/job.ts'
import { aProcess, aWorld, jobOf, made, minute, opened, second, type World } from './fixtures/a-process.ts'

const holdsEnd = (): boolean => true
const noted = (job: Job): Job => ({ ...job, place: { reported: true } })

async function isHeld({ store }: World): Promise<boolean> {
  const entry = await store.read('job-1')
  return entry !== undefined && 'held' in entry && entry.held
}

describe('a job that has ended', () => {
  test('is held until its process lets go of it, when the host wants that', async () => {
    const world = aWorld()
    const process = aProcess(world, { holdsEnd })
    await made(world, process)
    await world.clock.advance(10 * minute)
    expect(await isHeld(world)).toBe(true)
    const other = aProcess(world)
    expect(await other.runner.hold('job-1')).toBeUndefined()
    expect(await process.runner.hold('job-1')).toMatchObject({ end: { kind: 'done' } })
    await process.runner.letGo('job-1')
    expect(await isHeld(world)).toBe(false)
    expect(await other.runner.hold('job-1')).toMatchObject({ end: { kind: 'done' } })
  })

  test('can be held as soon as its end is known', async () => {
    const world = aWorld()
    const holding: Promise<unknown>[] = []
    const process = aProcess(world, {
      holdsEnd,
      onEvent: ({ type, job }) => void (type === 'ended' && holding.push(process.runner.hold(job.id))),
    })
    await made(world, process)
    expect(await Promise.all(holding)).toMatchObject([{ end: { kind: 'done' } }])
  })

  test('is amended by the process that holds it, and by no other', async () => {
    const world = aWorld()
    const process = aProcess(world, { holdsEnd })
    await made(world, process)
    expect(await aProcess(world).runner.amend('job-1', noted)).toBe(false)
    expect(await process.runner.amend('job-1', () => undefined)).toBe(false)
    expect(await process.runner.amend('job-1', noted)).toBe(true)
    expect((await jobOf(world)).place).toEqual({ reported: true })
  })

  test('is held by one of two processes that want it at the same time', async () => {
    const world = aWorld()
    await made(world, aProcess(world))
    const held = await Promise.all([aProcess(world), aProcess(world)].map(({ runner }) => runner.hold('job-1')))
    expect(held.filter((job) => job !== undefined)).toHaveLength(1)
  })

  test('can be held by the next process when the one that held it is dead, which can’t write any more', async () => {
    const world = aWorld()
    const dead = aProcess(
      { ...world, store: { ...world.store, renew: () => new Promise(() => undefined) } },
      { holdsEnd },
    )
    await made(world, dead, 10 * second)
    expect(await isHeld(world)).toBe(true)
    await world.clock.advance(minute)
    const next = aProcess(world)
    expect(await next.runner.hold('job-1')).toMatchObject({ end: { kind: 'done' } })
    expect(await dead.runner.amend('job-1', noted)).toBe(false)
    expect(await next.runner.amend('job-1', noted)).toBe(true)
  })

  test('is released when its process drains', async () => {
    const world = aWorld()
    const process = aProcess(world, { holdsEnd })
    await made(world, process)
    expect(await process.runner.drain(second)).toEqual([])
    expect(await isHeld(world)).toBe(false)
  })
})

test('a job that hasn’t ended is not held by hand', async () => {
  const world = aWorld()
  const process = aProcess(world)
  await (await opened(process)).release()
  expect(await process.runner.hold('job-1')).toBeUndefined()
  expect(await isHeld(world)).toBe(false)
  expect(await process.runner.hold('absent')).toBeUndefined()
})

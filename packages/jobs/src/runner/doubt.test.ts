import { describe, expect, test } from 'vitest'
import { isUnconfirmed } from '../job/doubt.ts'
import { createMemoryRecords, createMemoryStore } from '../stores/memory-store.ts'
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

/** Every job that was made before a backup was put back, and every stale one. */
const afterRestore = { isDoubtful: () => true, confirm: async () => 'submit' as const }

/** A waiting job, as a process that has exited left it. */
async function waiting(world: World, id = 'job-1', prompt = 'a red fox'): Promise<void> {
  const request = { action: 'generate', prompt, model: 'flux-dev', count: 1 }
  await (await opened(aProcess(world), { id, request })).release()
}

describe('a job that may have been submitted although its record says that nothing was', () => {
  test('is found among the account’s tasks, waited for, and never submitted', async () => {
    const world = aWorld()
    const process = aProcess(world)
    await made(world, process)
    const { tasks } = world.flux
    // The backup knows the job, and nothing of its submission.
    const restored = { ...world, store: createMemoryStore({ clock: world.clock, records: createMemoryRecords() }) }
    await waiting(restored)
    const { runner } = aProcess(restored, afterRestore)
    runner.watch({ app: 'test', everyMs: second })
    await world.clock.advance(minute)

    expect(await jobOf(restored)).toMatchObject({ task: { id: 'task-1', via: 'listing' }, end: { kind: 'done' } })
    expect(tasks).toHaveLength(1)
    expect(world.flux.posts).toBe(1)
  })

  test('rests when it isn’t found, and is submitted once, after a user confirms it', async () => {
    const world = aWorld()
    await waiting(world)
    const { runner } = aProcess(world, afterRestore, rarely)
    runner.watch({ app: 'test', everyMs: hour })
    await world.clock.advance(48 * hour)
    expect(isUnconfirmed(await jobOf(world))).toBe(true)
    expect(await runner.run('job-1', { waitMs: 0 })).toMatchObject({ why: 'resting' })
    expect(world.flux.posts).toBe(0)

    const confirmed = { ...afterRestore, isDoubtful: ({ place }: { place: unknown }) => place !== 'confirmed' }
    const other = aProcess(world, confirmed, rarely)
    other.runner.watch({ app: 'test' })
    expect(await other.runner.confirm('job-1', () => 'confirmed')).toBe(true)
    expect(await other.runner.confirm('job-1', () => 'confirmed')).toBe(false)
    await world.clock.advance(minute)

    expect(await jobOf(world)).toMatchObject({ end: { kind: 'done' } })
    expect(world.flux.posts).toBe(1)
  })

  test('that a user discards costs nothing and is never submitted', async () => {
    const world = aWorld()
    await waiting(world)
    const { runner } = aProcess(world, afterRestore)
    runner.watch({ app: 'test' })
    await world.clock.advance(minute)

    expect(await runner.cancel('job-1')).toMatchObject({ isEnded: true, charged: 'no' })
    await world.clock.advance(hour)
    expect(world.flux.posts).toBe(0)
  })

  test('is searched for again while the account’s tasks can’t be listed, before a user is asked', async () => {
    let isDown = true
    const world = aWorld({ canList: () => !isDown })
    await waiting(world)
    const { runner, events } = aProcess(world, afterRestore)
    runner.watch({ app: 'test', everyMs: second })
    await world.clock.advance(10 * second)
    expect(isUnconfirmed(await jobOf(world))).toBe(false)
    isDown = false
    await world.clock.advance(minute)

    expect(isUnconfirmed(await jobOf(world))).toBe(true)
    expect(events.filter(({ type }) => type === 'searching').length).toBeGreaterThanOrEqual(3)
    expect(world.flux.posts).toBe(0)
  })

  test('is not submitted by another process either, nor after a crash mid-search', async () => {
    const world = aWorld({ canList: () => false })
    await waiting(world)
    const first = aProcess(
      { ...world, store: { ...world.store, renew: () => new Promise(() => undefined) } },
      afterRestore,
    )
    first.runner.watch({ app: 'test' })
    await world.clock.advance(2 * second)
    // This one has no doubts.
    const other = aProcess(world, { confirm: async () => 'submit' as const })
    other.runner.watch({ app: 'test', everyMs: second })
    await world.clock.advance(30 * minute)

    expect(isUnconfirmed(await jobOf(world))).toBe(true)
    expect(world.flux.posts).toBe(0)
  })
})

test('a draft that is fresh is submitted without a search', async () => {
  const world = aWorld()
  const { runner, events } = aProcess(world, { isDoubtful: () => false, confirm: async () => 'submit' as const })
  const open = await runner.create(aDraft())
  if ('exists' in open) throw new Error('It exists.')
  await open.release()
  runner.watch({ app: 'test' })
  await world.clock.advance(minute)

  expect(events.map(({ type }) => type)).not.toContain('searching')
  expect(world.flux.posts).toBe(1)
})

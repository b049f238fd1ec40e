import { FluxError } from '@fluxkit/core'
import { describe, expect, test, vi } from 'vitest'
import { stateOf } from '../job/state-of.ts'
import {
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
import { pause } from './pause.ts'
import type { FluxService } from '../ports/service.ts'

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
    // Its lease is renewed forever in this world, so the record is given to the next process by hand.
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

  test('whose task a callback names continues', async () => {
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

  test('and shows a link is failed, and the image is saved anyway', async () => {
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

  test('that arrives before an earlier one is saved after it: names are given in order', async () => {
    const world = aWorld()
    const savedIndexes: number[] = []
    const download: FluxService['download'] = async (url, options) => {
      if (url.endsWith('-0.png')) await pause(world.clock, 3 * second, new AbortController().signal)
      if (url.endsWith('-1.png')) throw new FluxError('image_unavailable', 'Gone.')
      return world.flux.download(url, options)
    }
    const process = aProcess(world, {
      serviceFor: async () => ({ ...world.flux, download }),
      keep: async (_job, index) => {
        savedIndexes.push(index)
        return { kept: `/${index}.png` }
      },
    })
    const run = (
      await opened(process, { request: { action: 'generate', prompt: 'a fox', model: 'flux-dev', count: 4 } })
    ).run({ waitMs: 20 * second })
    await world.clock.advance(minute)
    expect((await run).job?.images.map(({ kept }) => kept)).toEqual(['/0.png', undefined, '/2.png', '/3.png'])
    expect(savedIndexes).toEqual([0, 2, 3])
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

  /** A job whose disk is full from its submission on. */
  async function fullAfterSubmission() {
    const world = aWorld({
      receive: () => {
        disk.isFull = true
        return 'accept'
      },
    })
    const disk = fullDisk(world)
    const process = aProcess({ ...world, store: disk.store })
    const job = await opened(process)
    return { world, disk, process, run: job.run() }
  }

  test('costs nothing: the task is kept in memory, the image is saved, and all is written when there is room', async () => {
    const { world, disk, run } = await fullAfterSubmission()
    await world.clock.advance(40 * second)
    expect([...world.saved.values()]).toEqual(['/job-1-0.png'])
    expect((await jobOf(world)).task).toBeUndefined()
    disk.isFull = false
    await world.clock.advance(minute)
    expect(await run).toMatchObject({ why: 'ended', isWritten: true })
    expect(await jobOf(world)).toMatchObject({ task: { id: 'task-1' }, end: { kind: 'done' } })
  })

  test('that doesn’t end shows the task id to the user', async () => {
    const { world, process, run } = await fullAfterSubmission()
    await world.clock.advance(5 * minute)
    expect(await run).toMatchObject({ isWritten: false, job: { task: { id: 'task-1' } } })
    expect(process.events.some(({ type }) => type === 'write-failed')).toBe(true)
  })
})

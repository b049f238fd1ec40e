import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aJob } from '../model/jobs/fixture.ts'
import { createJobStore, type JobStore } from './job-store.ts'

const window = (windowId: string): { windowId: string; pid: number; host: string } => ({
  windowId,
  pid: 1,
  host: 'here',
})
let folder: string
let store: JobStore

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-jobs-'))
  store = createJobStore(folder)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a job reads as it was saved, and leaves no other file behind', async () => {
  await store.save(aJob({ taskId: 't1' }))
  expect(await store.read('job-00000001')).toEqual(aJob({ taskId: 't1' }))
  expect(await readdir(folder)).toEqual(['job-00000001.json'])
})

test('a folder that does not exist yet has no jobs', async () => {
  expect(await createJobStore(join(folder, 'later')).list()).toEqual([])
})

test('files that are no jobs are passed over and stay', async () => {
  await writeFile(join(folder, 'notes.json'), '{"version":9}')
  expect(await store.list()).toEqual([])
  expect(await readdir(folder)).toEqual(['notes.json'])
})

test('the newest job comes first', async () => {
  await store.save(aJob({ id: 'job-old-1', createdAtMs: 1 }))
  await store.save(aJob({ id: 'job-new-1', createdAtMs: 2 }))
  expect((await store.list()).map(({ id }) => id)).toEqual(['job-new-1', 'job-old-1'])
})

test('of more than three hundred jobs the oldest is forgotten, unless its picture waits at the service', async () => {
  const older = { state: 'stopped', sandbox: false } as const
  await store.save(aJob({ ...older, id: 'job-forgotten', createdAtMs: 1 }))
  await store.save(aJob({ ...older, id: 'job-collectable', createdAtMs: 2, taskId: 't1' }))
  const newer = Array.from({ length: 300 }, (_, index) => aJob({ id: `job-newer-${index}`, createdAtMs: 3 + index }))
  await Promise.all(newer.map((job) => writeFile(join(folder, `${job.id}.json`), JSON.stringify(job))))
  const left = (await store.list()).map(({ id }) => id)
  expect([left.length, left.includes('job-collectable'), left.includes('job-forgotten')]).toEqual([301, true, false])
})

describe('a job without an owner', () => {
  test('goes to one window alone, however many want it', async () => {
    const job = aJob({ state: 'running' })
    await store.save(job)
    const claims = await Promise.all(['a', 'b', 'c', 'd'].map((id) => createJobStore(folder).claim(job, window(id))))
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1)
  })

  test('is not given to a window that saw an older record of it', async () => {
    const job = aJob({ state: 'running' })
    await store.save(job)
    await store.claim(job, window('a'))
    expect(await store.claim(job, window('b'))).toBeUndefined()
  })

  test('is not given to such a window either when the claim of the owner is old', async () => {
    const job = aJob({ state: 'running' })
    await store.save(job)
    await store.claim(job, window('a'))
    const longAgo = 1_000
    await utimes(join(folder, 'job-00000001.claim-2'), longAgo, longAgo)
    expect(await store.claim(job, window('b'))).toBeUndefined()
  })

  test('cannot be written any more by the window that lost it', async () => {
    const job = aJob({ state: 'running' })
    await store.save(job)
    await store.claim(job, window('b'))
    await expect(store.save({ ...job, state: 'done' })).rejects.toThrow('belongs to another window')
  })

  test('is free again when a window died between its claim and its record', async () => {
    const job = aJob({ state: 'running' })
    await store.save(job)
    const claim = join(folder, 'job-00000001.claim-2')
    await writeFile(claim, '')
    expect(await store.claim(job, window('b'))).toBeUndefined()
    const longAgo = 1_000
    await utimes(claim, longAgo, longAgo)
    expect((await store.claim(job, window('b')))?.generation).toBe(3)
  })
})

test('removing a job removes its claims too', async () => {
  const job = aJob()
  await store.save(job)
  await store.claim(job, window('a'))
  await store.remove(job.id)
  expect(await readdir(folder)).toEqual([])
})

test('three hundred ended jobs are kept; what is unfinished is never forgotten', async () => {
  await store.save(aJob({ id: 'unfinished', createdAtMs: 0, state: 'running' }))
  await store.save(aJob({ id: 'the-oldest', createdAtMs: 1, state: 'done' }))
  const others = Array.from({ length: 300 }, (_, index) =>
    aJob({ id: `job-${1000 + index}`, createdAtMs: 10 + index, state: 'done' }),
  )
  await Promise.all(others.map((job) => writeFile(join(folder, `${job.id}.json`), JSON.stringify(job))))
  const ids = (await store.list()).map(({ id }) => id)
  expect([ids.length, ids.includes('unfinished'), ids.includes('the-oldest')]).toEqual([301, true, false])
})

test('a watcher hears of what another window saves', async () => {
  let stop: () => void = () => undefined
  await new Promise<void>((resolve) => {
    stop = store.watch(resolve)
    void createJobStore(folder).save(aJob())
  })
  stop()
  expect(await store.list()).toHaveLength(1)
})

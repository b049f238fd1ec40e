import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@fluxkit/tooling/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aJob } from '../model/jobs/fixture.ts'
import type { Job } from '../model/jobs/job.ts'
import { takenUp as takenUpJob } from '../model/jobs/transitions.ts'
import type { ImageService } from '../service/image-service.ts'
import { createJobManager, type JobManager } from './job-manager.ts'
import { createJobStore } from './job-store.ts'
import { createPresence } from './presence.ts'

let folder: string
let submissions: number
let finish: () => void
let finished: Promise<void>
let takenUp: Job[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-manager-'))
  submissions = 0
  takenUp = []
  finished = new Promise((resolve) => (finish = resolve))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function aWindow(windowId: string, { beforeAnswer = () => Promise.resolve() } = {}): JobManager {
  const service: ImageService = {
    async submit() {
      submissions += 1
      await beforeAnswer()
      return { id: 't1', submittedAtMs: 1 }
    },
    wait: (_, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')))
        void finished.then(() => resolve(['https://x/0.png']))
      }),
    download: async () => ({ bytes: new Uint8Array(), extension: 'png', width: 1, height: 1 }),
    upload: async () => 'https://x/s.png',
  }
  return createJobManager({
    store: createJobStore(folder),
    presence: createPresence({ folder: join(folder, 'windows'), self: { windowId, pid: process.pid, host: 'here' } }),
    serviceFor: async () => service,
    linkOfSource: async () => ({ url: 'https://x/s.png' }),
    write: async (_, index) => ({ index, uri: 'file:///0.png', width: 1, height: 1 }),
    now: () => 5,
    onTakenUpEnd: (job) => takenUp.push(job),
  })
}

const running = (): Promise<void> =>
  eventually(async () => expect((await createJobStore(folder).list())[0]?.state).toBe('running'))

test('a job of a window that closed is finished by another, and ordered once', async () => {
  const first = aWindow('first')
  const interrupted = first.start(aJob())
  await running()
  await first.dispose()
  expect((await interrupted).state).toBe('running')
  const second = aWindow('second')
  await second.takeUp()
  finish()
  await eventually(() => expect(takenUp.map((job) => job.state)).toEqual(['done']))
  expect(submissions).toBe(1)
  await second.dispose()
})

test('two windows that start at once share the work: one takes it up', async () => {
  await createJobStore(folder).save(aJob({ state: 'running', taskId: 't1' }))
  const windows = [aWindow('a'), aWindow('b')]
  await Promise.all(windows.map((each) => each.takeUp()))
  finish()
  await eventually(() => expect(takenUp).toHaveLength(1))
  await Promise.all(windows.map((each) => each.dispose()))
  expect(takenUp).toHaveLength(1)
})

test('a job of a living window is left alone, and is worth another look', async () => {
  const first = aWindow('first')
  const job = first.start(aJob())
  await running()
  const second = aWindow('second')
  expect(await second.takeUp()).toBe(true)
  expect(second.running).toEqual([])
  finish()
  expect((await job).state).toBe('done')
  await Promise.all([first.dispose(), second.dispose()])
})

test('a job that was stopped can be collected without a second order', async () => {
  const manager = aWindow('first')
  const stopped = manager.start(aJob())
  await running()
  manager.stop('job-00000001')
  expect((await stopped).state).toBe('stopped')
  finish()
  expect(await manager.collect('job-00000001')).toMatchObject({ state: 'done', files: [{ uri: 'file:///0.png' }] })
  expect(submissions).toBe(1)
  await manager.dispose()
})

test('listeners hear of every change, and of none after they left', async () => {
  const manager = aWindow('first')
  const heard = vi.fn<() => void>()
  const stop = manager.onDidChange(heard)
  finish()
  await manager.start(aJob())
  expect(heard.mock.calls.length).toBeGreaterThan(3)
  stop()
  heard.mockClear()
  await manager.start(aJob({ id: 'job-00000002' }))
  expect(heard).not.toHaveBeenCalled()
  await manager.dispose()
})

test('a job that is done is not fetched again', async () => {
  const manager = aWindow('first')
  finish()
  const done = await manager.start(aJob())
  const heard = vi.fn<() => void>()
  manager.onDidChange(heard)
  expect(await manager.collect(done.id)).toEqual(done)
  expect(heard).not.toHaveBeenCalled()
  await manager.dispose()
})

test('a job that another window took is given up, and reads as that window left it', async () => {
  const manager = aWindow('first')
  const job = manager.start(aJob())
  await running()
  const store = createJobStore(folder)
  const record = await store.read('job-00000001')
  await store.claim(record ?? aJob(), { windowId: 'second', pid: 1, host: 'there' })
  finish()
  expect(await job).toMatchObject({ state: 'running', owner: { windowId: 'second' } })
  await manager.dispose()
})

test('a task id that comes after another window took the job is kept, so that its picture can be collected', async () => {
  let answer: () => void = () => undefined
  const accepted = new Promise<void>((resolve) => (answer = resolve))
  const manager = aWindow('first', { beforeAnswer: () => accepted })
  const job = manager.start(aJob())
  const store = createJobStore(folder)
  await eventually(async () => expect((await store.read('job-00000001'))?.state).toBe('submitting'))
  // The machine slept: the other window takes this one for dead.
  const claimed = await store.claim((await store.read('job-00000001')) ?? aJob(), {
    windowId: 'second',
    pid: 1,
    host: 'there',
  })
  await store.save(takenUpJob(claimed ?? aJob(), 5))
  answer()
  expect(await job).toMatchObject({ state: 'unknown', taskId: 't1' })
  expect(await store.read('job-00000001')).toMatchObject({ state: 'unknown', taskId: 't1', generation: 2 })
  await manager.dispose()
})

test('a job that is stopped before it has begun is not ordered', async () => {
  const manager = aWindow('first')
  const job = manager.start(aJob())
  manager.stop('job-00000001')
  expect(await job).toMatchObject({ state: 'stopped', failure: { charged: 'no' } })
  expect(submissions).toBe(0)
  await manager.dispose()
})

test('a job that begins while the window closes is left to others, and not ordered', async () => {
  const manager = aWindow('first')
  const job = manager.start(aJob())
  await manager.dispose()
  expect(await job).toMatchObject({ state: 'created' })
  expect(submissions).toBe(0)
})

test('a window whose last job ends while the next one begins goes on to show that it is alive', async () => {
  const manager = aWindow('first')
  const first = manager.start(aJob())
  await running()
  manager.stop('job-00000001')
  const second = manager.start(aJob({ id: 'job-00000002' }))
  await first
  await eventually(() => expect(manager.running.map(({ job }) => job.state)).toEqual(['running']))
  expect(await readdir(join(folder, 'windows'))).toEqual(['first'])
  finish()
  await second
  await manager.dispose()
})

test('a window that found nothing to collect shows no sign of life', async () => {
  await createJobStore(folder).save(aJob({ state: 'created' }))
  const manager = aWindow('first')
  await manager.takeUp()
  await eventually(() => expect(takenUp.map((job) => job.state)).toEqual(['failed']))
  await eventually(async () => expect(await readdir(join(folder, 'windows'))).toEqual([]))
  await manager.dispose()
})

test('a window shows that it is alive until its last job has ended', async () => {
  const manager = aWindow('first')
  const first = manager.start(aJob())
  const second = manager.start(aJob({ id: 'job-00000002' }))
  await eventually(() => expect(manager.running.map(({ job }) => job.state)).toEqual(['running', 'running']))
  manager.stop('job-00000001')
  await first
  expect(await readdir(join(folder, 'windows'))).toEqual(['first'])
  finish()
  await second
  expect(await readdir(join(folder, 'windows'))).toEqual([])
  await manager.dispose()
})

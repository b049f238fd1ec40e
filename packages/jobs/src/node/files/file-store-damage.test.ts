import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock } from '@fluxkit/core/testing'
import { eventually } from '@fluxkit/tooling/time'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readJob } from '../../job/read-job.ts'
import { type Claim, isClaim, type JobStore, type Listed } from '../../stores/job-store.ts'
import { aJob } from '../../testing/store-suite/a-job.ts'
import { createFileStore } from './file-store.ts'

const holder = 'aaaaaaaaaaaa'
const other = 'bbbbbbbbbbbb'
const leaseMs = 30_000
const task = { id: 'task-1', via: 'answer' } as const

function aDisk(): { folder: string; jobs: string; open: () => JobStore; clock: ReturnType<typeof createFakeClock> } {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-jobs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const clock = createFakeClock()
  let pid = 100
  const open = (): JobStore =>
    createFileStore({
      folder,
      clock,
      elapsedMs: () => clock.now(),
      self: { host: 'h', boot: 'b', namespace: 'n', pid: (pid += 1) },
      isRunning: () => true,
      legacy: { read: (text, id) => readJob(text, id) },
    })
  return { folder, jobs: join(folder, 'jobs'), open, clock }
}

async function created(store: JobStore, facts: Parameters<typeof aJob>[0] = {}): Promise<Claim> {
  const result = await store.create(aJob(facts), holder, leaseMs)
  if (!isClaim(result)) throw new Error(JSON.stringify(result))
  return result
}

async function listed(store: JobStore): Promise<Listed[]> {
  const entries: Listed[] = []
  for await (const entry of store.list()) entries.push(entry)
  return entries
}

describe('a crash', () => {
  test('between recording a task and claiming it leaves the job with its task', async () => {
    const { jobs, open } = aDisk()
    await created(open())
    writeFileSync(join(jobs, 'job-1', 'task.json'), JSON.stringify(task))
    const next = open()
    expect(await next.read('job-1')).toMatchObject({ job: { task } })
    expect(await next.ownerOf('task-1')).toBe('job-1')
  })

  test('between claiming a task and writing its job leaves the job with its task', async () => {
    const { jobs, open } = aDisk()
    const store = open()
    const claim = await created(store)
    const before = readFileSync(join(jobs, 'job-1', `1.${holder}.json`))
    await store.commit(claim, { ...claim.job, task })
    writeFileSync(join(jobs, 'job-1', `1.${holder}.json`), before)
    expect(await open().read('job-1')).toMatchObject({ job: { task, rev: 0 } })
  })

  test('that left an owner’s file empty doesn’t block the task forever', async () => {
    const { folder, open } = aDisk()
    const store = open()
    const claim = await created(store)
    mkdirSync(join(folder, 'tasks'))
    writeFileSync(join(folder, 'tasks', 'task-1'), '')
    expect(await store.ownerOf('task-1')).toBeUndefined()
    expect(isClaim(await store.commit(claim, { ...claim.job, task }))).toBe(true)
    expect(await store.ownerOf('task-1')).toBe('job-1')
  })

  test('in the middle of creating a job leaves no job', async () => {
    const { jobs, open } = aDisk()
    mkdirSync(join(jobs, '.half.new'), { recursive: true })
    writeFileSync(join(jobs, '.half.new', '1.json'), '{"v":1')
    expect(await listed(open())).toEqual([])
    await created(open())
  })

  test('in the middle of writing leaves the old record, whole', async () => {
    const { jobs, open } = aDisk()
    await created(open(), { place: 'old' })
    writeFileSync(join(jobs, 'job-1', '.half.tmp'), '{"v":1,"pl')
    expect(await open().read('job-1')).toMatchObject({ job: { place: 'old' } })
  })
})

describe('a holder that was suspended for too long', () => {
  test('writes under a name that nobody reads, and notices it', async () => {
    const { jobs, open, clock } = aDisk()
    const [one, two] = [open(), open()]
    const old = await created(one)
    await two.claim('job-1', other, leaseMs)
    await clock.advance(leaseMs)
    const taken = await two.claim('job-1', other, leaseMs)
    if (!isClaim(taken)) throw new Error('not taken')
    // Its last write, which was delayed all that time.
    writeFileSync(join(jobs, 'job-1', `1.${holder}.json`), JSON.stringify({ ...old.job, place: 'too late', rev: 9 }))
    expect(await two.read('job-1')).toMatchObject({ job: { place: {} } })
    expect(await one.commit({ ...old, job: { ...old.job, rev: 9 } }, old.job)).toBe('lost')
    expect(isClaim(await two.commit(taken, { ...taken.job, place: 'in time' }))).toBe(true)
    expect(await open().read('job-1')).toMatchObject({ job: { place: 'in time' } })
  })
})

describe('a user who', () => {
  test('renames a job’s folder neither loses it nor frees its id', async () => {
    const { jobs, open } = aDisk()
    const store = open()
    await store.release(await created(store))
    await created(store, { id: 'job-2' })
    for (const name of ['job-1 (copy)', 'job-9']) {
      renameSync(join(jobs, readdirSync(jobs).find((one) => one !== 'job-2') ?? ''), join(jobs, name))
      const next = open()
      expect(await listed(next)).toMatchObject([{ damaged: expect.stringMatching(/job-1/), id: 'job-1' }, {}])
      const again = await next.create(aJob(), holder, leaseMs)
      expect(again).toMatchObject({ exists: { damaged: expect.stringMatching(/job-1/) } })
    }
  })

  test('renames or deletes the file of a record leaves a job that is owed', async () => {
    const { jobs, open } = aDisk()
    const store = open()
    await store.release(await created(store))
    renameSync(join(jobs, 'job-1', '1.json'), join(jobs, 'job-1', 'backup.txt'))
    expect(await open().read('job-1')).toMatchObject({ damaged: expect.stringMatching(/no record/), id: 'job-1' })
    expect(await open().create(aJob(), holder, leaseMs)).toMatchObject({ exists: { id: 'job-1' } })
  })

  test('isn’t the owner can’t read the records', async () => {
    const { folder, jobs, open } = aDisk()
    await created(open())
    const mode = (path: string): number => statSync(path).mode & 0o777
    expect([mode(jobs), mode(join(jobs, 'job-1')), mode(join(folder, 'holders'))]).toEqual([0o700, 0o700, 0o700])
    expect(mode(join(jobs, 'job-1', `1.${holder}.json`))).toBe(0o600)
  })
})

describe('a record that an earlier program left as a single file', () => {
  const aLegacyFile = (jobs: string, facts: Parameters<typeof aJob>[0] = {}): void => {
    mkdirSync(jobs, { recursive: true })
    writeFileSync(join(jobs, 'job-1.json'), JSON.stringify(aJob(facts)))
  }

  test('is listed and read, blocks its id, and gets a folder with its first claim', async () => {
    const { jobs, open } = aDisk()
    aLegacyFile(jobs, { place: 'old' })
    const store = open()
    expect(await listed(store)).toMatchObject([{ job: { place: 'old' }, held: false }])
    expect(await store.create(aJob(), holder, leaseMs)).toMatchObject({ exists: { job: { place: 'old' } } })
    const claim = await store.claim('job-1', holder, leaseMs)
    expect(claim).toMatchObject({ job: { place: 'old' } })
    expect(readdirSync(jobs)).toEqual(['job-1'])
  })

  test('is claimed by one of many', async () => {
    const { jobs, open } = aDisk()
    aLegacyFile(jobs)
    const claims = await Promise.all([1, 2, 3, 4].map((at) => open().claim('job-1', `holder${at}00`, leaseMs)))
    expect(claims.filter((claim) => isClaim(claim))).toHaveLength(1)
    expect(claims.filter((claim) => claim === 'held' || claim === 'absent')).toHaveLength(3)
  })

  test('takes the task that an earlier program writes into it afterwards', async () => {
    const { jobs, open } = aDisk()
    aLegacyFile(jobs)
    const store = open()
    const claim = await store.claim('job-1', holder, leaseMs)
    if (!isClaim(claim)) throw new Error('not claimed')
    await store.release(claim)
    aLegacyFile(jobs, { task })
    expect(await store.claim('job-1', holder, leaseMs)).toMatchObject({ job: { task } })
    expect(readdirSync(jobs)).toEqual(['job-1'])
  })

  test('owns its task before anybody has claimed it', async () => {
    const { jobs, open } = aDisk()
    aLegacyFile(jobs, { task })
    const store = open()
    expect(await store.ownerOf('task-1')).toBe('job-1')
    const lost = await created(store, { id: 'job-2' })
    expect(await store.commit(lost, { ...lost.job, task })).toBe('taken')
    expect(await store.adopt('job-2', task)).toBe('taken')
    await store.claim('job-1', holder, leaseMs)
    expect(await open().ownerOf('task-1')).toBe('job-1')
  })

  test('and that can’t be read is reported and blocks its id', async () => {
    const { jobs, open } = aDisk()
    mkdirSync(jobs, { recursive: true })
    writeFileSync(join(jobs, 'job-1.json'), '{"v":')
    const store = open()
    expect(await listed(store)).toMatchObject([{ id: 'job-1', damaged: expect.stringMatching(/JSON/) }])
    expect(await store.claim('job-1', holder, leaseMs)).toMatchObject({ damaged: expect.stringMatching(/JSON/) })
    expect(await store.create(aJob(), holder, leaseMs)).toMatchObject({ exists: { id: 'job-1' } })
    expect(readdirSync(jobs)).toEqual(['job-1.json'])
  })
})

test('a store that opens no folder makes none', async () => {
  const { folder, open } = aDisk()
  expect(await listed(open())).toEqual([])
  expect(await open().read('job-1')).toBeUndefined()
  expect(readdirSync(folder)).toEqual([])
})

test('changes of another process are reported', async () => {
  const { open } = aDisk()
  const [one, two] = [open(), open()]
  const heard = vi.fn<() => void>()
  const stop = one.changes?.(heard)
  let count = 0
  await eventually(async () => {
    // The file system needs a moment until it watches; each write is another hint.
    await created(two, { id: `job-${count++}` })
    expect(heard).toHaveBeenCalled()
  })
  stop?.()
  await one.close()
  await two.close()
})

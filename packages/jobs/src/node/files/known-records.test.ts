import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock } from '@fluxkit/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isDamaged, type Job } from '../../job/job.ts'
import { type Claim, isClaim, type JobQuery, type JobStore } from '../../stores/job-store.ts'
import { aJob } from '../../testing/store-suite/a-job.ts'
import { createFileStore } from './file-store.ts'

// Finished records are cached: each call of an agent lists thousands of them.

const leaseMs = 30_000
const end = { kind: 'failed', charged: 'no', atMs: 1_000 } as const

function twoStores(): readonly [JobStore, JobStore] {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-jobs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const clock = createFakeClock()
  const open = (pid: number): JobStore =>
    createFileStore({
      folder,
      clock,
      elapsedMs: () => clock.now(),
      self: { host: 'h', boot: 'b', namespace: 'n', pid },
      isRunning: () => true,
    })
  return [open(101), open(102)]
}

function claimed(result: unknown): Claim {
  if (!isClaim(result as Claim)) throw new Error(JSON.stringify(result))
  return result as Claim
}

async function addEnded(store: JobStore, facts: Partial<Job> = {}): Promise<void> {
  await store.release(claimed(await store.create(aJob({ createdAtMs: 1_000, end, ...facts }), 'holder100', leaseMs)))
}

async function listed(store: JobStore, query: JobQuery = {}): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const entry of store.list(query)) found.push(isDamaged(entry) ? entry : entry.job.place)
  return found
}

async function move(store: JobStore, place: string, holder = 'holder200'): Promise<void> {
  const claim = claimed(await store.claim('job-1', holder, leaseMs))
  await store.release(claimed(await store.commit(claim, { ...claim.job, place })))
}

describe('an ended record that was listed before', () => {
  test('is listed with the changes of another process, again and again', async () => {
    const [one, other] = twoStores()
    await addEnded(one, { place: 'here' })
    expect(await listed(one)).toEqual(['here'])
    await move(other, 'there')
    expect(await listed(one)).toEqual(['there'])
    await move(other, 'elsewhere')
    expect(await listed(one)).toEqual(['elsewhere'])
  })

  test('shows the task that another process has found for it', async () => {
    const [one, other] = twoStores()
    await addEnded(one)
    await listed(one)
    await other.adopt('job-1', { id: 'task-1', via: 'callback' })
    expect(await one.read('job-1')).toMatchObject({ job: { task: { id: 'task-1' } } })
  })

  test('is gone when another process has removed it', async () => {
    const [one, other] = twoStores()
    await addEnded(one)
    await listed(one)
    await other.remove(claimed(await other.claim('job-1', 'holder200', leaseMs)))
    expect(await listed(one)).toEqual([])
    expect(await one.read('job-1')).toBeUndefined()
  })

  test('is due again when another process has opened it again', async () => {
    const [one, other] = twoStores()
    await addEnded(one, { place: 'here' })
    expect(await listed(one, { dueAtMs: 9_000 })).toEqual([])
    const { job, ...claim } = claimed(await other.claim('job-1', 'holder200', leaseMs))
    const { end: _end, ...open } = job
    await other.release(claimed(await other.commit({ ...claim, job }, open)))
    expect(await listed(one, { dueAtMs: 9_000 })).toEqual(['here'])
  })
})

test('records that are settled may be listed as they were: only those that were made before and had ended', async () => {
  const [one, other] = twoStores()
  await addEnded(one, { place: 'here' })
  await listed(one)
  await move(other, 'there')
  expect(await listed(one, { settledBeforeMs: 1_001 })).toEqual(['here'])
  expect(await listed(one, { settledBeforeMs: 1_000 })).toEqual(['there'])
  expect(await listed(one)).toEqual(['there'])
})

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJobLocks, type JobLocks } from './job-lock.ts'

let folder: string
let alive: Set<number>
let nowMs: number
let bootedAtMs: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-lock-'))
  alive = new Set([1, 2, 99])
  nowMs = 1_000
  bootedAtMs = 0
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function locksOf(pid: number, hostname = 'here'): JobLocks {
  return createJobLocks({
    folder,
    self: { pid, hostname },
    now: () => nowMs,
    bootedAtMs: () => bootedAtMs,
    isAlive: (other) => alive.has(other),
  })
}

async function acquired(locks: JobLocks): Promise<() => Promise<void>> {
  const lock = await locks.acquire('job')
  if ('owner' in lock) throw new Error(`taken by ${lock.owner.pid}`)
  return lock.release
}

describe('job locks', () => {
  it('give a job to one process and tell the other who has it', async () => {
    await acquired(locksOf(1))
    expect(await locksOf(2).acquire('job')).toEqual({ owner: { pid: 1, hostname: 'here' } })
    expect(await locksOf(2).ownerOf('job')).toEqual({ pid: 1, hostname: 'here' })
  })

  it('give it to the next one after a release, and leave no file', async () => {
    const release = await acquired(locksOf(1))
    await release()
    expect(await readdir(folder)).toEqual([])
    await acquired(locksOf(2))
  })

  it('know jobs apart', async () => {
    await acquired(locksOf(1))
    expect(await locksOf(2).ownerOf('job2')).toBeUndefined()
  })

  it('take a job from a process that is dead, and clear its file away', async () => {
    await acquired(locksOf(1))
    alive.delete(1)
    const release = await acquired(locksOf(2))
    await release()
    expect(await readdir(folder)).toEqual([])
  })

  it('take a job from before the machine was started: another process has that number now', async () => {
    await acquired(locksOf(1))
    bootedAtMs = 1_001
    expect(await locksOf(2).ownerOf('job')).toBeUndefined()
  })

  it('wait a day for a process of another machine, which cannot be asked', async () => {
    await acquired(locksOf(99, 'elsewhere'))
    alive.delete(99)
    expect(await locksOf(1).ownerOf('job')).toEqual({ pid: 99, hostname: 'elsewhere' })
    nowMs += 25 * 60 * 60 * 1_000
    expect(await locksOf(1).ownerOf('job')).toBeUndefined()
  })

  it('do not stumble over a file that is being written', async () => {
    await writeFile(join(folder, 'job.5-abc.lock'), '')
    await acquired(locksOf(1))
    expect(await readdir(folder)).toContain('job.5-abc.lock')
  })

  it('never give a job to two of many that come at once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => locksOf(1).acquire('job')))
    expect(results.filter((result) => !('owner' in result)).length).toBeLessThanOrEqual(1)
  })
})

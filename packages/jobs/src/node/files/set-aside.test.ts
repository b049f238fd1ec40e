import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock } from '@fluxkit/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readJob } from '../../job/read-job.ts'
import { isClaim, type Listed } from '../../stores/job-store.ts'
import { aJob } from '../../testing/store-suite/a-job.ts'
import { createFileStore, type FileStore } from './file-store.ts'

function aStore(): { readonly folder: string; readonly jobs: string; readonly store: FileStore } {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-jobs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const legacy = { read: (text: string, id: string) => readJob(text, id) }
  mkdirSync(join(folder, 'jobs'))
  return { folder, jobs: join(folder, 'jobs'), store: createFileStore({ folder, clock: createFakeClock(), legacy }) }
}

async function listed(store: FileStore): Promise<Listed[]> {
  const entries: Listed[] = []
  for await (const entry of store.list()) entries.push(entry)
  return entries
}

describe('a file that isn’t a record', () => {
  test.each(['job-1.json.bak', 'job-1 (copy).json', 'job-1.txt'])('is owed, in case it was one: %s', async (name) => {
    const { jobs, store } = aStore()
    writeFileSync(join(jobs, name), JSON.stringify(aJob()))
    expect(await listed(store)).toEqual([{ damaged: `${name} isn’t the name of a record.`, id: 'job-1' }])
  })

  test.each(['job-1.123-abcd.lock', 'job-1.json.123.tmp', '.DS_Store'])(
    'is left alone when no job can be in it: %s',
    async (name) => {
      const { jobs, store } = aStore()
      writeFileSync(join(jobs, name), '{}')
      expect(await listed(store)).toEqual([])
    },
  )
})

describe('setting a record aside', () => {
  test.each(['job-1.json', 'job-1.json.bak'])('keeps the bytes of %s and frees its id', async (name) => {
    const { folder, jobs, store } = aStore()
    writeFileSync(join(jobs, name), 'half a rec')
    expect(await store.setAside('job-1')).toBe(true)
    expect(await listed(store)).toEqual([])
    const [moved = ''] = readdirSync(join(folder, 'damaged'))
    expect(readFileSync(join(folder, 'damaged', moved), 'utf8')).toBe('half a rec')
    expect(isClaim(await store.create(aJob(), 'aaaaaaaaaaaa', 30_000))).toBe(true)
  })

  test('lets the record be written again with the task that was its own', async () => {
    const { jobs, store } = aStore()
    const task = { id: 'task-1', via: 'answer' } as const
    const claim = await store.create(aJob(), 'aaaaaaaaaaaa', 30_000)
    if (!isClaim(claim)) throw new Error('not created')
    await store.commit(claim, { ...claim.job, task })
    await store.release(claim)
    for (const name of readdirSync(join(jobs, 'job-1'))) {
      if (name !== 'task.json') writeFileSync(join(jobs, 'job-1', name), '')
    }
    expect(await store.setAside('job-1')).toBe(true)
    const again = await store.create(aJob(), 'aaaaaaaaaaaa', 30_000)
    if (isClaim(again)) await store.release(again)
    expect(await store.adopt('job-1', task)).toBe('adopted')
    expect(await store.read('job-1')).toMatchObject({ job: { task: { id: 'task-1' } } })
  })

  test('leaves alone what can be read, and what isn’t there', async () => {
    const { store } = aStore()
    const claim = await store.create(aJob(), 'aaaaaaaaaaaa', 30_000)
    if (isClaim(claim)) await store.release(claim)
    expect(await store.setAside('job-1')).toBe(false)
    expect(await store.setAside('job-2')).toBe(false)
    expect(await listed(store)).toMatchObject([{ job: { id: 'job-1' } }])
  })
})

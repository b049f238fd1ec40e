import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aJob } from './fakes.ts'
import { createJobStore, type JobStore } from './job-store.ts'

let folder: string
let store: JobStore

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-store-'))
  store = createJobStore(join(folder, 'data'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('job store', () => {
  it('is empty at first', async () => {
    expect(await store.list()).toEqual({ jobs: [], unreadable: 0 })
  })

  it('gives back what was written, and the newest first', async () => {
    const older = aJob({ id: '20260101-000000-aaaa', createdAtMs: 1 })
    const newer = aJob({ id: '20260101-000001-aaaa', createdAtMs: 2 })
    await store.write(older)
    await store.write(newer)
    expect(await store.list()).toEqual({ jobs: [newer, older], unreadable: 0 })
    expect(await store.read(older.id)).toEqual(older)
  })

  it('replaces an entry and leaves no other file behind', async () => {
    await store.write(aJob({ state: 'submitting' }))
    await store.write(aJob({ state: 'saved' }))
    expect((await store.list()).jobs.map(({ state }) => state)).toEqual(['saved'])
    expect(await readdir(store.folder)).toHaveLength(1)
  })

  it.skipIf(process.platform === 'win32')('is closed to other users: prompts are in it', async () => {
    await store.write(aJob())
    const [name = ''] = await readdir(store.folder)
    expect((await stat(join(store.folder, name))).mode & 0o777).toBe(0o600)
    expect((await stat(store.folder)).mode & 0o777).toBe(0o700)
  })

  it.each(['{"version":1,', '{"version":2}', 'null', '[]', '{}'])('counts what it cannot read: %s', async (text) => {
    await store.write(aJob())
    await writeFile(join(store.folder, '20260101-000009-aaaa.json'), text)
    const { jobs, unreadable } = await store.list()
    expect(jobs).toHaveLength(1)
    expect(unreadable).toBe(1)
  })

  it('reads nothing outside of its folder', async () => {
    await writeFile(join(folder, 'x.json'), await readFile(new URL(import.meta.url)))
    expect(await store.read('../../x')).toBeUndefined()
  })

  it('forgets', async () => {
    await store.write(aJob())
    await store.delete(aJob().id)
    expect((await store.list()).jobs).toEqual([])
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock } from '@fluxkit/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isClaim, type JobStore } from '../../stores/job-store.ts'
import { aJob } from '../../testing/store-suite/a-job.ts'
import { storeCases, type StoreSubject, type SuiteEffect, SuiteEffectRefused } from '../../testing/store-suite/index.ts'
import { SqliteDatabase } from './database.ts'
import { importJob } from './import-job.ts'
import { jobSearch } from './job-queries.ts'
import { createSqliteStore } from './sqlite-store.ts'

interface Disk extends StoreSubject {
  reboot(): void
  openDatabase(): Promise<SqliteDatabase>
}

function aDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-jobs-'))
  const clock = createFakeClock()
  const opened: SqliteDatabase[] = []
  let boot = 1
  let startedAtMs = clock.now()
  onTestFinished(() => {
    for (const db of opened) db.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function openDatabase(): Promise<SqliteDatabase> {
    const db = await SqliteDatabase.open(join(folder, 'jobs.sqlite'))
    opened.push(db)
    db.migrate((exec) => exec('CREATE TABLE IF NOT EXISTS rows (name TEXT) STRICT'))
    return db
  }

  async function open(): Promise<JobStore<unknown, SuiteEffect>> {
    const db = await openDatabase()
    const apply = (effects: readonly SuiteEffect[]): void => {
      for (const { row, refused } of effects) {
        db.run('INSERT INTO rows VALUES (?)', row)
        if (refused) throw new SuiteEffectRefused()
      }
    }
    const leases = { boot: `boot-${boot}`, now: () => clock.now() - startedAtMs }
    return createSqliteStore({ db, clock, leases, apply, laneOf: ({ place }) => String(place) })
  }

  return {
    open,
    openDatabase,
    async damage(id, text) {
      const store = await open()
      const db = await openDatabase()
      if (!(await store.read(id))) {
        const facts: Partial<ReturnType<typeof aJob>> = JSON.parse(text)
        const claim = await store.create(aJob({ ...facts, id }), 'dddddddd', 0)
        if (isClaim(claim)) await store.release(claim)
        await db.transaction(() => db.run('UPDATE fluxkit_jobs SET seen_at_ms = NULL WHERE id = ?', id))
      }
      await db.transaction(() => db.run('UPDATE fluxkit_jobs SET record = ? WHERE id = ?', text, id))
    },
    advance: (ms) => clock.advance(ms),
    now: () => clock.now(),
    async effects() {
      const db = await openDatabase()
      return db.all('SELECT name FROM rows').map(({ name }) => String(name))
    },
    reboot() {
      boot += 1
      startedAtMs = clock.now()
    },
    close: async () => undefined,
  }
}

describe('the SQLite store', () => {
  test.each(storeCases)('$title', ({ run }) => run(aDisk()))
})

test('after a start of the machine nothing is held any more, though its clock begins again', async () => {
  const disk = aDisk()
  const store = await disk.open()
  await store.create(aJob(), 'aaaaaaaa', 3_600_000)
  disk.reboot()
  const next = await disk.open()
  expect(isClaim(await next.claim('job-1', 'bbbbbbbb', 30_000))).toBe(true)
})

test('lists of more than a page are whole and in order', async () => {
  const disk = aDisk()
  const store = await disk.open()
  const ids = Array.from({ length: 450 }, (_, at) => `job-${String(at).padStart(3, '0')}`)
  await Promise.all(
    ids.map((id, at) => store.create(aJob({ id, createdAtMs: 1_000 + Math.floor(at / 7) }), 'aaaaaaaa', 1)),
  )
  const listed: string[] = []
  for await (const entry of store.list()) if ('job' in entry) listed.push(entry.job.id)
  expect(listed).toEqual(ids)
})

test('a job that waits by its record and whose task was named meanwhile is found among those that were submitted', async () => {
  const store = await aDisk().open()
  const claim = await store.create(aJob(), 'aaaaaaaa', 1_000)
  if (isClaim(claim)) await store.release(claim)
  const found = async (): Promise<number> => {
    let count = 0
    for await (const _ of store.list({ states: ['submitted'] })) count++
    return count
  }
  expect(await found()).toBe(0)
  await store.adopt('job-1', { id: 'task-1', via: 'person' })
  expect(await found()).toBe(1)
})

test('an imported job keeps its age: one that nobody has wanted for an hour is stale, and its task stays its own', async () => {
  const disk = aDisk()
  const store = await disk.open()
  const db = await disk.openDatabase()
  const wantedAtMs = disk.now() - 2 * 3_600_000
  db.migrate(() => {
    importJob(db, aJob({ id: 'old', createdAtMs: wantedAtMs, wantedAtMs }))
    importJob(db, aJob({ id: 'paid', task: { id: 'task-1', via: 'answer' } }))
  })
  expect(await store.read('old')).toMatchObject({ held: false, job: { wantedAtMs } })
  expect(await store.ownerOf('task-1')).toBe('paid')
  const stale: string[] = []
  for await (const entry of store.list({ states: ['stale'] })) if ('job' in entry) stale.push(entry.job.id)
  expect(stale).toEqual(['old'])
})

test('tables of a later version are left alone', async () => {
  const disk = aDisk()
  await disk.open()
  const db = await disk.openDatabase()
  await db.transaction(() => db.run('INSERT INTO fluxkit_jobs_schema VALUES (2)'))
  await expect(disk.open()).rejects.toThrow('The database holds jobs of a later version (2) than this program (1).')
})

test('what is committed is on the disk, also after a loss of power', async () => {
  const db = await aDisk().openDatabase()
  // 2 is FULL.
  expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  expect(db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
})

test('nothing that only undoes a write goes to the disk', async () => {
  const db = await aDisk().openDatabase()
  // 2 is MEMORY.
  expect(db.get('PRAGMA temp_store')).toEqual({ temp_store: 2 })
})

test('searches for work read no whole table', async () => {
  const disk = aDisk()
  await disk.open()
  const db = await disk.openDatabase()
  const plan = (sql: string): string =>
    db
      .all(`EXPLAIN QUERY PLAN ${sql}`)
      .map((row) => String(row['detail']))
      .join('; ')
  const clock = { boot: 'boot-1', now: () => 0 }
  for (const after of [undefined, { createdAtMs: 1, id: 'job-1' }]) {
    const due = plan(jobSearch({ dueAtMs: 5, app: 'cli' }, clock, after).sql)
    expect(due).toContain('fluxkit_jobs_by_due')
    expect(due).not.toContain('SCAN')
  }
  expect(plan('SELECT lane FROM fluxkit_jobs WHERE has_ended = 0 AND holder IS NOT NULL')).toContain(
    'fluxkit_jobs_open',
  )
})

test('while another process holds the write lock this one continues, and its write comes when the lock is free', async () => {
  const disk = aDisk()
  const [one, other] = [await disk.openDatabase(), await disk.openDatabase()]
  other.run('BEGIN IMMEDIATE')
  let isWritten = false
  const written = one.transaction(() => one.run("INSERT INTO rows VALUES ('late')")).then(() => (isWritten = true))
  // Each is a turn of the event loop: none waits for the lock.
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(one.all('SELECT name FROM rows')).toEqual([])
  expect(isWritten).toBe(false)
  other.run('COMMIT')

  await written
  expect(other.all('SELECT name FROM rows')).toEqual([{ name: 'late' }])
})

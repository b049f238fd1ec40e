import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isClaim } from '@fluxkit/jobs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openTestStore } from '../../test/open-test-store.ts'
import { aDurableJob, facts, putJob } from '../../test/put-job.ts'
import { storeSuite } from '../../test/store-suite/store-suite.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

storeSuite('sqlite', openTestStore)

const config = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'bot.sqlite')
}

test('prompts that a program of before has written are made searchable in batches, and what it forgot is forgotten', async () => {
  const path = aFile()
  const store = await openTestStore({ path })
  onTestFinished(() => store.close())
  for (const id of ['1', '2', '3']) await putJob(store, { id, request: { prompt: `Ёлка ${id}` } }, facts.done(id))
  await putJob(store, { id: '4' }, facts.done('4'))
  const raw = new DatabaseSync(path)
  onTestFinished(() => raw.close())
  raw.exec(
    `UPDATE job_index SET folded = NULL WHERE job_id <> '4'; UPDATE job_index SET prompt = '' WHERE job_id = '4'`,
  )
  const found = async (): Promise<number> => (await store.jobs.history('300', { query: 'ёлка', limit: 9 })).length
  expect(await found()).toBe(0)

  expect([await store.jobs.foldPrompts(2), await store.jobs.foldPrompts(2), await store.jobs.foldPrompts(2)]).toEqual([
    2, 1, 0,
  ])
  expect(await found()).toBe(3)
  expect({ ...raw.prepare(`SELECT folded FROM job_index WHERE job_id = '4'`).get() }).toEqual({ folded: '' })
})

describe('the file', () => {
  const startMs = 1_000_000
  /** Starts `times` processes one after the other. @returns what the last one learned */
  async function started(path: string, nowMs: number, times = 1): Promise<unknown> {
    let start: unknown
    for (let time = 0; time < times; time++) {
      const store = await openTestStore({ path })
      start = await store.begin(nowMs)
      await store.close()
    }
    return start
  }

  test('a backup of the database that is put beside a newer start is recognized, from then on', async () => {
    const path = aFile()
    await started(path, startMs)
    copyFileSync(path, `${path}.backup`)
    await started(path, startMs, 3)
    copyFileSync(`${path}.backup`, path)

    expect(await started(path, startMs + 5)).toEqual({ restoredAtMs: startMs + 5 })
    expect(await started(path, startMs + 9)).toEqual({ restoredAtMs: startMs + 5 })
  })

  test('a copy of the whole folder is recognized, also with the file beside the database', async () => {
    const path = aFile()
    await started(path, startMs, 2)
    const other = aFile()
    copyFileSync(path, other)
    copyFileSync(`${path}.generation`, `${other}.generation`)

    expect(await started(other, startMs + 5)).toEqual({ restoredAtMs: startMs + 5 })
    expect(await started(path, startMs + 5)).toEqual({})
  })

  test.each([
    ['lost', (path: string) => rmSync(path)],
    ['damaged', (path: string) => writeFileSync(path, 'x')],
  ])('when the file beside it is %s, nobody knows, so it counts as restored', async (_, harm) => {
    const path = aFile()
    await started(path, startMs)
    harm(`${path}.generation`)

    expect(await started(path, startMs + 5)).toEqual({ restoredAtMs: startMs + 5 })
  })

  test('a start that died before it wrote the file next to the database is not a backup', async () => {
    const path = aFile()
    await started(path, startMs)
    const before = readFileSync(`${path}.generation`, 'utf8')
    await started(path, startMs)
    writeFileSync(`${path}.generation`, before)

    expect(await started(path, startMs + 5)).toEqual({})
  })

  test('a backup of this very run is recognized once something was submitted after it', async () => {
    const path = aFile()
    const store = await openTestStore({ path })
    await store.begin(startMs)
    await putJob(store, { id: '1' })
    const backup = new DatabaseSync(path)
    backup.exec(`VACUUM INTO '${path}.backup'`)
    backup.close()
    await putJob(store, { id: '2' }, { attempts: [{ key: '2.1', wire: {}, sentAtMs: startMs }] })
    await store.close()
    copyFileSync(`${path}.backup`, path)
    for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })

    expect(await started(path, startMs + 5)).toEqual({ restoredAtMs: startMs + 5 })
  })

  test('two processes that overlap are not a backup', async () => {
    const path = aFile()
    const [one, two] = [await openTestStore({ path }), await openTestStore({ path })]
    const both = await Promise.all([one.begin(startMs), two.begin(startMs)])
    await one.close()
    await two.close()

    expect([...both, await started(path, startMs + 5)]).toEqual([{}, {}, {}])
  })

  test('two processes see each other’s jobs, and one of them gets each', async () => {
    const path = aFile()
    const [one, two] = [await openTestStore({ path }), await openTestStore({ path })]
    await putJob(one)

    expect(isClaim(await two.durable.claim('1', 'secondary', 1_000))).toBe(true)
    expect(await one.durable.claim('1', 'firstborn', 1_000)).toBe('held')
    await one.close()
    await two.close()
  })

  test('what was written but not committed when the store closes is committed then', async () => {
    const path = aFile()
    const store = await openSqliteStore(path, { config })
    const created = store.durable.create(aDurableJob(), 'firstborn', 1_000)
    await store.close()
    await created
    const db = new DatabaseSync(path)

    expect(db.prepare('SELECT job_id FROM job_index').all()).toEqual([{ job_id: '1' }])
    db.close()
  })

  test('nothing can change or shorten the ledger', async () => {
    const path = aFile()
    const store = await openTestStore({ path })
    await putJob(store)
    await store.close()
    const db = new DatabaseSync(path)

    expect(() => db.exec('UPDATE ledger SET units = 0')).toThrow('append-only')
    expect(() => db.exec('DELETE FROM ledger')).toThrow('append-only')
    db.close()
  })

  test('a file of a newer version is refused', async () => {
    const path = aFile()
    const store = await openSqliteStore(path, { config })
    await store.close()
    const db = new DatabaseSync(path)
    db.exec('PRAGMA user_version = 99')
    db.close()

    await expect(openSqliteStore(path, { config })).rejects.toThrow('newer version (99)')
  })
})

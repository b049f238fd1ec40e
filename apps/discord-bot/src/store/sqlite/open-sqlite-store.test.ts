import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { aJob, startMs } from '../../test/builders.ts'
import { storeSuite } from '../../test/store-suite.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

storeSuite('sqlite', () => openSqliteStore(':memory:'))

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'bot.sqlite')
}

describe('the file', () => {
  test('two processes see each other’s jobs, and one of them gets each', async () => {
    const path = aFile()
    const [one, two] = [openSqliteStore(path), openSqliteStore(path)]
    await one.jobs.create(aJob(), [], startMs)

    const shares = { total: 9, perGuild: 9, perUser: 9 }
    const claims = [
      await two.jobs.claimNext('two', shares, startMs, startMs + 1),
      await one.jobs.claimNext('one', shares, startMs, startMs + 1),
    ]

    expect(claims.map((job) => job?.leaseOwner)).toEqual(['two', undefined])
    one.close()
    two.close()
  })

  test('claims that are asked for together take different jobs, each in its turn', async () => {
    const store = openSqliteStore(aFile())
    for (const id of ['1', '2', '3'])
      await store.jobs.create(aJob({ id, createdMs: startMs + Number(id) }), [], startMs)

    const shares = { total: 9, perGuild: 9, perUser: 9 }
    const claims = [1, 2, 3, 4].map(() => store.jobs.claimNext('one', shares, startMs, startMs + 1))

    expect((await Promise.all(claims)).map((job) => job?.id)).toEqual(['1', '2', '3', undefined])
    store.close()
  })

  test('what was written but not committed when the store closes is committed then', async () => {
    const path = aFile()
    const store = openSqliteStore(path)
    const created = store.jobs.create(aJob({ id: '1' }), [], startMs)
    store.close()
    await created
    const db = new DatabaseSync(path)

    expect(db.prepare('SELECT id FROM jobs').all()).toEqual([{ id: '1' }])
    db.close()
  })

  test('is written through to the disk and in WAL mode', () => {
    const path = aFile()
    openSqliteStore(path).close()
    const db = new DatabaseSync(path)

    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    db.close()
  })

  test('the ledger cannot be changed or shortened, whoever tries', async () => {
    const path = aFile()
    const store = openSqliteStore(path)
    await store.jobs.create(aJob(), [], startMs)
    store.close()
    const db = new DatabaseSync(path)

    expect(() => db.exec('UPDATE ledger SET units = 0')).toThrow('append-only')
    expect(() => db.exec('DELETE FROM ledger')).toThrow('append-only')
    db.close()
  })

  test('a file of a newer version is refused', () => {
    const path = aFile()
    openSqliteStore(path).close()
    const db = new DatabaseSync(path)
    db.exec('PRAGMA user_version = 99')
    db.close()

    expect(() => openSqliteStore(path)).toThrow('newer version (99)')
  })
})

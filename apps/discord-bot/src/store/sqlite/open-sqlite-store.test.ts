import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isClaim } from '@fluxkit/jobs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openTestStore } from '../../test/open-test-store.ts'
import { aDurableJob, putJob } from '../../test/put-job.ts'
import { storeSuite } from '../../test/store-suite.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

storeSuite('sqlite', openTestStore)

const config = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'bot.sqlite')
}

describe('the file', () => {
  test('two processes see each other’s jobs, and one of them gets each', async () => {
    const path = aFile()
    const [one, two] = [await openTestStore({ path }), await openTestStore({ path })]
    await putJob(one)

    expect(isClaim(await two.durable.claim('1', 'secondary', 1_000))).toBe(true)
    expect(await one.durable.claim('1', 'firstborn', 1_000)).toBe('held')
    one.close()
    two.close()
  })

  test('what was written but not committed when the store closes is committed then', async () => {
    const path = aFile()
    const store = await openSqliteStore(path, { config })
    const created = store.durable.create(aDurableJob(), 'firstborn', 1_000)
    store.close()
    await created
    const db = new DatabaseSync(path)

    expect(db.prepare('SELECT job_id FROM job_index').all()).toEqual([{ job_id: '1' }])
    db.close()
  })

  test('the ledger cannot be changed or shortened, whoever tries', async () => {
    const path = aFile()
    const store = await openTestStore({ path })
    await putJob(store)
    store.close()
    const db = new DatabaseSync(path)

    expect(() => db.exec('UPDATE ledger SET units = 0')).toThrow('append-only')
    expect(() => db.exec('DELETE FROM ledger')).toThrow('append-only')
    db.close()
  })

  test('a file of a newer version is refused', async () => {
    const path = aFile()
    const store = await openSqliteStore(path, { config })
    store.close()
    const db = new DatabaseSync(path)
    db.exec('PRAGMA user_version = 99')
    db.close()

    await expect(openSqliteStore(path, { config })).rejects.toThrow('newer version (99)')
  })
})

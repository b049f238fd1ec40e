import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Database } from './database.ts'

function aDatabase(): Database {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-database-'))
  const db = new Database(join(folder, 'bot.sqlite'))
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return db
}

test('what is committed is on the disk, also after a loss of power; another process is waited for', () => {
  const db = aDatabase()

  // 2 is FULL.
  expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  expect(db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
  expect(db.get('PRAGMA busy_timeout')).toEqual({ timeout: 5000 })
  expect(db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 })
})

test('a transaction that fails has written nothing, and the next one works', async () => {
  const db = aDatabase()
  const failing = db.transaction(() => {
    db.run("INSERT INTO facts VALUES ('a', '1')")
    throw new Error('in the middle')
  })
  await expect(failing).rejects.toThrow('in the middle')
  await db.transaction(() => db.run("INSERT INTO facts VALUES ('b', '2')"))

  expect(db.all('SELECT name FROM facts ORDER BY name')).toEqual([{ name: 'b' }])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { migrations } from './migrations.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

test('a database of the first version is taken over with its jobs, which have not tried to tell anything', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'bot.sqlite')
  const old = new DatabaseSync(path)
  old.exec(migrations[0] ?? '')
  old.exec(`INSERT INTO jobs (id, state, delivery, channel_id, user_id, model, prompt, request, place, created_ms, estimate_units)
    VALUES ('1', 'succeeded', 'pending', '200', '300', 'flux-dev', 'a fox', '{"prompt":"a fox"}', '{"userId":"300"}', 5, 300)`)
  old.exec('PRAGMA user_version = 1')
  old.close()

  const store = openSqliteStore(path)

  expect(await store.jobs.get('1')).toMatchObject({ state: 'succeeded', delivery: 'pending', attempt: undefined })
  expect(await store.jobs.claimStranded('me', 10, 20)).toMatchObject([{ id: '1' }])
  expect(await store.jobs.noteAttempt('1', { way: 'channel', atMs: 11 }, 'me')).toBe(true)
  store.close()
})

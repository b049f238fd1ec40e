import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isClaim } from '@fluxkit/jobs'
import { SqliteDatabase } from '@fluxkit/jobs/node'
import { expect, onTestFinished, test, vi } from 'vitest'
import { effectsBetween } from '../../model/effects.ts'
import type { BotPlace } from '../../model/job.ts'
import { openTestStore } from '../../test/open-test-store.ts'
import { aDurableJob, facts, putJob, testEffects } from '../../test/put-job.ts'

/** A page and its header, https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
const frameBytes = 4096 + 24

test('a step of a job writes few pages: those of its rows, and of the indexes whose columns change', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-pages-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'fluxkit.sqlite')
  const opening = vi.spyOn(SqliteDatabase, 'open')
  const store = await openTestStore({ path })
  onTestFinished(() => store.close())
  const db = (await opening.mock.results[0]?.value) as SqliteDatabase
  vi.restoreAllMocks()
  // The log only grows.
  db.get('PRAGMA wal_autocheckpoint = 0')
  const logBytes = (): number => statSync(`${path}-wal`).size
  await putJob(store, { id: '1' }, facts.accepted('task 1'))
  const claim = await store.durable.claim('1', 'holders0', 60_000)
  if (!isClaim<BotPlace>(claim)) throw new Error('It was not claimed.')

  const before = logBytes()
  const checked = { ...claim.job, wantedAtMs: claim.job.wantedAtMs + 1 }
  const again = await store.durable.commit(claim, checked, effectsBetween(claim.job, checked, testEffects))
  const between = logBytes()
  if (!isClaim<BotPlace>(again)) throw new Error('It was not written.')
  const done = { ...aDurableJob({ id: '1' }), ...checked, ...facts.done('task 1') }
  await store.durable.commit(again, done, effectsBetween(checked, done, testEffects))

  expect((between - before) / frameBytes).toBe(1)
  expect((logBytes() - between) / frameBytes).toBeLessThanOrEqual(14)
})

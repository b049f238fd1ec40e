import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { isDamaged } from '@fluxkit/jobs'
import { expect, onTestFinished, test } from 'vitest'
import { startMs } from '../../test/builders.ts'
import { facts, putJob } from '../../test/put-job.ts'
import type { Store } from '../store.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

interface Locked {
  readonly store: Store
  readonly clock: FakeClock
  readonly unlock: () => void
}

/**
 * A store with the delivered job `1`, whose file another connection holds exclusively. SQLite's dotfile locks stand for
 * a file system without shared memory: there is no write-ahead log then, and a writer keeps readers out.
 */
async function aLockedStore(): Promise<Locked> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  const path = `file:${join(folder, 'bot.sqlite')}?vfs=unix-dotfile`
  const clock = createFakeClock({ startMs })
  const store = await openSqliteStore(path, {
    config: { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 },
    clock,
    leases: { boot: 'test', now: () => clock.now() },
    sqlite: {
      durable: false,
      now: () => clock.now(),
      schedule: (run, afterMs) => void (afterMs < 1 ? setImmediate(run) : clock.setTimer(run, afterMs)),
    },
  })
  await putJob(store, { id: '1' }, facts.done('task-1'))
  await store.putOnce('name', 'value')
  const other = new DatabaseSync(path)
  onTestFinished(async () => {
    other.close()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  other.exec('BEGIN EXCLUSIVE')
  return { store, clock, unlock: () => other.exec('COMMIT') }
}

async function listed(store: Store): Promise<string[]> {
  const ids: string[] = []
  for await (const entry of store.durable.list()) ids.push(isDamaged(entry) ? 'damaged' : entry.job.id)
  return ids
}

const reads = {
  'a job': async (store: Store) => (await store.jobs.get('1'))?.state,
  'a durable job': async (store: Store) => (await store.durable.read('1')) !== undefined,
  'all durable jobs': listed,
  'the owner of a task': (store: Store) => store.durable.ownerOf('task-1'),
  'the next job': (store: Store) => store.durable.claimNext?.('secondary', 1_000, startMs, () => undefined),
  'the place in the queue': (store: Store) => store.jobs.queuePosition('1'),
  'the history': async (store: Store) => (await store.jobs.history('300', { limit: 5 })).length,
  'the jobs that are open': (store: Store) => store.jobs.activeOf('300'),
  'a page': async (store: Store) => (await store.jobs.pageOf('300', { limit: 5 })).jobs.length,
  'old jobs': (store: Store) => store.jobs.olderThan('100', 0),
  'the counts': async (store: Store) => (await store.jobs.countByState()).length,
  'the oldest that waits': (store: Store) => store.jobs.oldestQueuedMs(),
  'what was finished': (store: Store) => store.jobs.finished('generate', 'none', 5),
  'the ledger': async (store: Store) => (await store.jobs.ledger('1')).length > 0,
  'images that are wanted': async (store: Store) => (await store.jobs.wantedImages(['none'])).size,
  servers: (store: Store) => store.jobs.guildKeys(),
  'a wish to cancel': (store: Store) => store.jobs.isCancelRequested('1'),
  'settings of a server': async (store: Store) => (await store.settings.get('100')).version,
  'a draft': (store: Store) => store.drafts.get('none'),
  'the drafts of a user': (store: Store) => store.drafts.list('300'),
  presets: (store: Store) => store.presets.list('300'),
  erasures: (store: Store) => store.erasures.pending(),
  'deliveries that are due': async (store: Store) => (await store.deliveries.claimDue('me', ['1'], 1_000)).length,
  health: (store: Store) => store.check(),
}

// The locks of Windows have no such variant.
test.skipIf(process.platform === 'win32')(
  'every read waits for a foreign exclusive lock, reads what is there after it, and lets others run meanwhile',
  async () => {
    const { store, clock, unlock } = await aLockedStore()
    let finished = 0
    const answers = Object.entries(reads).map(async ([name, read]) => {
      const answer = await read(store)
      finished += 1
      return [name, answer] as const
    })
    const all = Promise.allSettled(answers)
    await clock.advance(100)
    expect(finished).toBe(0)
    unlock()
    // Some read twice.
    await clock.advance(40)

    const failures = (await all).flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
    expect(failures).toEqual([])
    expect(Object.fromEntries(await Promise.all(answers))).toMatchObject({
      'a job': 'succeeded',
      'a durable job': true,
      'all durable jobs': ['1'],
      'the owner of a task': '1',
      'the history': 1,
      'a page': 1,
      'the ledger': true,
      servers: ['100'],
      'a wish to cancel': false,
    })
  },
)

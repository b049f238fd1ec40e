import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isDamaged } from '@fluxkit/jobs'
import { expect, onTestFinished, test } from 'vitest'
import type { BotJob } from '../../model/job.ts'
import type { Store } from '../store.ts'
import { openTestStore } from '../../test/open-test-store.ts'
import { startMs } from '../../test/builders.ts'
import { schemaSteps } from './migrations.ts'

const hash = 'a'.repeat(64)
const picture = { url: 'https://cdn.test/a.png', seed: '7', hash, extension: 'png' }
const request = {
  action: 'generate',
  prompt: 'a fox',
  model: 'flux-dev',
  size: '1024x1024',
  count: 2,
  private: true,
  spoiler: false,
  sentSize: '1024x1024',
}
const place = {
  applicationId: '900',
  guildId: '100',
  channelId: '200',
  userId: '300',
  roleIds: ['5'],
  locale: 'de',
  token: 'interaction-token',
  tokenUntilMs: startMs + 900_000,
  attachmentLimitBytes: 10_000_000,
  botInGuild: true,
}

type OldRow = Readonly<Record<string, string | number>>

/** A row of each kind that the first versions of the bot have written, and what its user paid. */
const rows: Readonly<Record<string, OldRow & { readonly refunded?: 1 }>> = {
  announced: { state: 'announced', delivery: 'waiting' },
  queued: { state: 'queued', delivery: 'waiting', attempts: 1, not_before_ms: startMs + 2_000 },
  submitting: { state: 'submitting', delivery: 'waiting', attempts: 1 },
  running: { state: 'running', delivery: 'waiting', attempts: 1, task_id: 'task-running', submitted_ms: startMs },
  done: {
    state: 'succeeded',
    delivery: 'delivered',
    attempts: 1,
    task_id: 'task-done',
    submitted_ms: startMs,
    finished_ms: startMs + 4_000,
    cost_units: 600,
    pictures: JSON.stringify([picture, { ...picture, url: 'https://cdn.test/b.png' }]),
    message_id: '555',
    message_channel_id: '200',
  },
  undelivered: {
    state: 'succeeded',
    delivery: 'pending',
    attempt: '{"way":"channel","atMs":5}',
    attempts: 1,
    task_id: 'task-undelivered',
    submitted_ms: startMs,
    finished_ms: startMs + 4_000,
    cost_units: 600,
    pictures: JSON.stringify([picture]),
  },
  lost: {
    state: 'unknown',
    delivery: 'delivered',
    attempts: 1,
    finished_ms: startMs,
    failure: '{"code":"connection_lost","charged":"unknown"}',
    refunded: 1,
  },
  overdue: {
    state: 'unknown',
    delivery: 'delivered',
    attempts: 1,
    task_id: 'task-overdue',
    submitted_ms: startMs,
    finished_ms: startMs,
    failure: '{"code":"wait_deadline","charged":"yes"}',
    refunded: 1,
  },
  missing: {
    state: 'failed',
    delivery: 'delivered',
    attempts: 1,
    task_id: 'task-missing',
    submitted_ms: startMs,
    finished_ms: startMs,
    failure: '{"code":"unknown_task","charged":"unknown"}',
    refunded: 1,
  },
  refused: {
    state: 'failed',
    delivery: 'delivered',
    attempts: 1,
    finished_ms: startMs,
    failure: '{"code":"moderated","charged":"no"}',
    refunded: 1,
  },
  cancelled: { state: 'cancelled', delivery: 'delivered', finished_ms: startMs, refunded: 1 },
  withdrawn: { state: 'withdrawn', delivery: 'delivered', finished_ms: startMs, refunded: 1 },
}

/** A database as the last version before `@fluxkit/jobs` has left it. */
function anOldDatabase(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'bot.sqlite')
  const old = new DatabaseSync(path)
  old.exec('PRAGMA foreign_keys = ON')
  for (const step of schemaSteps.slice(0, 3)) old.exec(step)
  for (const [id, { refunded, ...row }] of Object.entries(rows)) {
    const all: OldRow = {
      id,
      guild_id: '100',
      channel_id: '200',
      user_id: '300',
      model: 'flux-dev',
      prompt: 'a fox',
      request: JSON.stringify(request),
      place: JSON.stringify(place),
      created_ms: startMs,
      estimate_units: 600,
      ...row,
    }
    const names = Object.keys(all)
    old
      .prepare(`INSERT INTO jobs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(all))
    for (const sign of refunded ? [1, -1] : [1]) {
      old
        .prepare(`INSERT INTO ledger (job_id, kind, guild_id, channel_id, user_id, units, images, counted_ms, at_ms)
          VALUES (?, ?, '100', '200', '300', ?, ?, ?, ?)`)
        .run(id, sign > 0 ? 'reserve' : 'refund', 600 * sign, 2 * sign, startMs, startMs)
    }
  }
  old.exec('PRAGMA user_version = 3')
  old.close()
  return path
}

async function migrated(path = anOldDatabase()): Promise<Store> {
  const store = await openTestStore({ path })
  onTestFinished(() => store.close())
  return store
}

test('every job of a database of the old schema is there, with what its user knows', async () => {
  const { jobs } = await migrated()
  const seen = await Promise.all(Object.keys(rows).map(async (id) => [id, await jobs.get(id)] as const))

  expect(seen.map(([id, job]) => [id, job?.state, job?.notice, job?.delivery])).toEqual([
    ['announced', 'announced', undefined, 'waiting'],
    ['queued', 'queued', undefined, 'waiting'],
    ['submitting', 'unknown', undefined, 'waiting'],
    ['running', 'running', undefined, 'waiting'],
    ['done', 'succeeded', 'result', 'delivered'],
    ['undelivered', 'succeeded', 'result', 'pending'],
    ['lost', 'unknown', 'unknown', 'delivered'],
    ['overdue', 'running', 'overdue', 'delivered'],
    // Refunded and offered again, though its image may still come: it is checked again.
    ['missing', 'running', 'overdue', 'delivered'],
    ['refused', 'failed', 'failure', 'delivered'],
    ['cancelled', 'cancelled', 'cancelled', 'delivered'],
    ['withdrawn', 'withdrawn', undefined, 'delivered'],
  ])
  expect(seen.find(([id]) => id === 'done')?.[1]).toMatchObject({
    request: { ...request, private: true },
    place,
    images: [picture, { ...picture, url: 'https://cdn.test/b.png' }],
    costUnits: 600,
    messageId: '555',
    messageChannelId: '200',
    taskId: 'task-done',
  })
  expect((await jobs.get('undelivered'))?.attempt).toEqual({ way: 'channel', atMs: 5 })
})

test('books of before are not continued in another currency because the default has changed', async () => {
  const path = anOldDatabase()
  const byDefault = { FLUXKIT_CURRENCY: 'credits', isDefaultCurrency: true }

  await expect(openTestStore({ path, config: byDefault })).rejects.toThrow(
    'The books of this database are in USD, and FLUXKIT_CURRENCY is credits: amounts of two currencies are never added up. Set FLUXKIT_CURRENCY=USD, or name an empty database. Nothing was submitted or changed.',
  )
  const old = new DatabaseSync(path)
  expect(old.prepare('PRAGMA user_version').get()?.['user_version']).toBe(3)
  old.close()

  const store = await migrated(path)
  expect(await store.jobs.get('done')).toMatchObject({ costUnits: 600 })
})

test('the books are the same, and no longer depend on the old table', async () => {
  const path = anOldDatabase()
  const store = await migrated(path)
  const sums = await Promise.all(
    Object.keys(rows).map(async (id) => (await store.jobs.ledger(id)).reduce((sum, { units }) => sum + units, 0)),
  )
  expect(sums).toEqual([600, 600, 600, 600, 600, 600, 0, 0, 0, 0, 0, 0])
  await store.jobs.giveUp(startMs + 1, startMs)
  // What was given back is not taken again.
  expect((await store.jobs.usages('100', [{ scope: 'guild', id: '', sinceMs: 0 }]))[0]?.units).toBe(3_600)

  const db = new DatabaseSync(path)
  const tables = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all()
  expect(tables.map(({ name }) => name)).not.toContain('jobs')
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([])
  expect(() => db.exec('DELETE FROM ledger')).toThrow('append-only')
  db.close()
})

test('what was never submitted can be, as it was requested; nobody has wanted it since', async () => {
  const { durable } = await migrated()
  const entry = await durable.read('queued')
  if (!entry || isDamaged(entry)) throw new Error('The job is not there.')
  const job: BotJob = entry.job

  expect(job.request).toEqual({ action: 'generate', prompt: 'a fox', model: 'flux-dev', size: '1024x1024', count: 2 })
  expect(job).toMatchObject({ wantedAtMs: startMs, check: { nextAtMs: startMs + 2_000 } })
  expect(await durable.ownerOf('task-missing')).toBe('missing')
})

test('a database of the very first schema is taken over too, and a second start changes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'bot.sqlite')
  const old = new DatabaseSync(path)
  old.exec(schemaSteps[0] ?? '')
  old
    .prepare(
      `INSERT INTO jobs (id, state, delivery, channel_id, user_id, model, prompt, request, place, created_ms, estimate_units)
       VALUES ('1', 'succeeded', 'pending', '200', '300', 'flux-dev', 'a fox', ?, ?, 5, 300)`,
    )
    .run(JSON.stringify(request), JSON.stringify(place))
  old.exec('PRAGMA user_version = 1')
  old.close()

  await migrated(path)
  const store = await migrated(path)

  expect(await store.jobs.get('1')).toMatchObject({ state: 'succeeded', delivery: 'pending', attempt: undefined })
  expect(await store.deliveries.claimDue('me', [], 20)).toEqual(['1'])
  expect(await store.deliveries.noteAttempt('1', 'result', { way: 'channel', atMs: 11 }, 'me')).toBe(true)
})

test.each([`state = 'of a later version'`, `request = '{"prompt":'`, `place = 'null'`])(
  'a row that cannot be understood stays where it is: %s',
  async (damage) => {
    const path = anOldDatabase()
    const old = new DatabaseSync(path)
    old.exec(`UPDATE jobs SET ${damage} WHERE id = 'running'`)
    old.close()
    const { jobs } = await migrated(path)

    expect(await jobs.get('running')).toBeUndefined()
    expect((await jobs.get('queued'))?.state).toBe('queued')
    const db = new DatabaseSync(path)
    expect(db.prepare('SELECT id FROM jobs').all()).toEqual([{ id: 'running' }])
    db.close()
  },
)

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@fluxkit/core/node'
import { createFakeClock } from '@fluxkit/core/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { BotJob } from '../../apps/discord-bot/src/model/job.ts'
import { runProgram } from '../../apps/discord-bot/src/operator/run-program.ts'
import { defaultGuildSettings } from '../../apps/discord-bot/src/limits/guild-settings.ts'
import { moveRows } from '../../apps/discord-bot/src/store/postgres/move-bot.ts'
import { openPgDatabase } from '../../apps/discord-bot/src/store/postgres/pg-database.ts'
import { openPostgresStore } from '../../apps/discord-bot/src/store/postgres/open-postgres-store.ts'
import type { Store } from '../../apps/discord-bot/src/store/store.ts'
import { aRequest, startMs } from '../../apps/discord-bot/src/test/builders.ts'
import { openTestStore } from '../../apps/discord-bot/src/test/open-test-store.ts'
import { facts, putJob } from '../../apps/discord-bot/src/test/put-job.ts'
import { type PostgresDatabase, SqliteDatabase } from '../../packages/jobs/src/node/index.ts'
import { startTestServer, type TestServer } from './support/server.ts'

// `npm run bot -- migrate`, from a folder to an empty database.

const onTrouble = (): void => undefined
const config = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }
const jobs = Array.from({ length: 620 }, (_, at) => String(at + 1))

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 300_000)
afterAll(() => server[Symbol.asyncDispose]())

let folder: string
let url: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fluxkit-migrate-'))
  const name = `fluxkit_${randomUUID().replaceAll('-', '')}`
  const main = connect('postgres')
  await main.query(`CREATE DATABASE ${name} TEMPLATE template0`)
  await main.close()
  url = server.urlOf(name)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (): string => join(folder, 'fluxkit.sqlite')

function connect(database: string): PostgresDatabase {
  const address = database.startsWith('postgres://') ? database : server.urlOf(database)
  return openPgDatabase({ url: address, clock: systemClock, onTrouble, connections: 2 })
}

async function migrate(): Promise<{ readonly code: number; readonly printed: string }> {
  let printed = ''
  const print = (text: string): void => void (printed += text)
  const env = { FLUXKIT_DATA_DIR: folder, DATABASE_URL: url }
  const runBot = (): Promise<void> => Promise.reject(new Error('the bot was started'))
  const code = await runProgram({ env, args: ['migrate'], out: print, err: print, now: () => startMs, runBot })
  return { code, printed: printed.replaceAll(folder, 'data') }
}

/** A bot that has been used. */
async function anOldBot(): Promise<Store> {
  const store = await openTestStore({ path: file() })
  const failed = (taskId: string): Partial<BotJob> => ({ ...facts.failed(), ...facts.accepted(taskId) })
  const stages = [facts.done, facts.lost, facts.overdue, failed, facts.cancelled, facts.accepted]
  await Promise.all(
    jobs.map((id, at) =>
      putJob(
        store,
        { id, createdMs: startMs + at, request: aRequest({ prompt: `fox \0 ${id} 狐 🦊 \u2028 "'` }) },
        at % 7 === 6 ? {} : stages[at % 7]?.(`task ${id}`),
      ),
    ),
  )
  await store.durable.adopt('7', { id: 'noted', via: 'callback', atMs: startMs })
  await store.settings.update('100', () => ({ ...defaultGuildSettings, maxCount: 2, blockedUserIds: ['666'] }))
  const draft = { id: '5', userId: '300', createdMs: startMs, request: aRequest(), pictureUrls: [] }
  await store.drafts.put(draft)
  await store.presets.put('300', { name: 'noir', text: 'film noir' })
  await store.putOnce('callback-key', 'a-key')
  return store
}

async function everythingIn(store: Store): Promise<unknown> {
  const listed: unknown[] = []
  for await (const entry of store.durable.list()) listed.push(entry)
  return {
    listed,
    jobs: await Promise.all(jobs.map((id) => store.jobs.get(id))),
    ledger: await store.jobs.ledger(),
    states: (await store.jobs.countByState()).toSorted((a, b) => (a.state < b.state ? -1 : 1)),
    history: (await store.jobs.history('300', { query: 'FOX', limit: 30 })).map(({ id }) => id),
    owner: await store.durable.ownerOf('task 1'),
    settings: await store.settings.get('100'),
    drafts: await store.drafts.list('300'),
    presets: await store.presets.list('300'),
    key: await store.putOnce('callback-key', 'another'),
  }
}

async function theNewBot(): Promise<Store> {
  const clock = createFakeClock({ startMs })
  const db = connect(url)
  const stopped = 'CREATE OR REPLACE FUNCTION fluxkit_now() RETURNS bigint LANGUAGE sql STABLE AS '
  await db.query(`${stopped} 'SELECT ${startMs}::bigint'`)
  const store = await openPostgresStore({ db, config, clock, onTrouble })
  onTestFinished(() => store.close())
  return store
}

test('everything is there, and continues', async () => {
  const old = await anOldBot()
  const before = await everythingIn(old)
  await old.close()

  const ran = await migrate()

  expect(ran).toEqual({
    code: 0,
    printed: expect.stringMatching(
      /^Moved 620 jobs, \d+ rows of the ledger and the settings of 1 servers\.\ndata\/fluxkit\.sqlite is kept and no longer used\./,
    ) as string,
  })
  const store = await theNewBot()
  expect(await everythingIn(store)).toEqual(before)
  await putJob(store, { id: 'new' }, facts.done('new'))
  expect((await store.jobs.ledger()).at(-1)?.jobId).toBe('new')
}, 120_000)

test('the old file starts no bot any more, of this version or of an older one', async () => {
  await (await openTestStore({ path: file() })).close()
  expect((await migrate()).code).toBe(0)

  await expect(openTestStore({ path: file() })).rejects.toThrow('was moved to PostgreSQL, and goes on there')
  const db = await SqliteDatabase.open(file())
  // Older versions refuse what is above their own.
  expect(db.get('PRAGMA user_version')).toEqual({ user_version: 1000 })
  db.close()
})

test('when the command died after the data had arrived, the next one only finishes', async () => {
  const old = await openTestStore({ path: file() })
  await putJob(old, { id: '1' })
  const moveId = await old.putOnce('move-id', 'this-move')
  await old.close()
  await (await theFirstStart()).close()
  const [from, to] = [await SqliteDatabase.open(file()), connect(url)]
  await moveRows(from, to, moveId)
  from.close()
  await to.close()

  const { code, printed } = await migrate()

  expect([code, printed.split('\n')[0]]).toEqual([0, 'Everything had been moved before.'])
  const store = await theNewBot()
  expect((await store.jobs.ledger()).map(({ jobId }) => jobId)).toEqual(['1'])
})

test('a database that another bot uses is left alone, and so is the file', async () => {
  const old = await openTestStore({ path: file() })
  await putJob(old, { id: '1' })
  await old.close()
  const other = await theFirstStart()
  await putJob(other, { id: '2', createdMs: Date.now() })
  await other.close()

  expect(await migrate()).toEqual({
    code: 1,
    printed: 'The PostgreSQL database has data of a bot already. Name an empty one. Nothing was changed.\n',
  })
  const again = await openTestStore({ path: file() })
  expect((await again.jobs.get('1'))?.id).toBe('1')
  await again.close()
})

test('while the bot runs nothing is moved', async () => {
  const running = await openTestStore({ path: file() })
  onTestFinished(() => running.close())

  expect(await migrate()).toEqual({ code: 1, printed: 'data/fluxkit.sqlite is in use. Stop the bot first.\n' })
})

test('a table that this version can’t move stops it, and nothing is moved', async () => {
  await (await openTestStore({ path: file() })).close()
  const db = await SqliteDatabase.open(file())
  db.run('CREATE TABLE later_things (id TEXT)')
  db.close()

  expect(await migrate()).toEqual({ code: 1, printed: 'There are tables that can’t be moved: later_things.\n' })
  await (await openTestStore({ path: file() })).close()
})

/** The first start of a bot on the database. */
function theFirstStart(): Promise<Store> {
  return openPostgresStore({ db: connect(url), config, onTrouble })
}

import { randomUUID } from 'node:crypto'
import { systemClock } from '@fluxkit/core/node'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openPgDatabase } from '../../apps/discord-bot/src/store/postgres/pg-database.ts'
import { openPostgresStore } from '../../apps/discord-bot/src/store/postgres/open-postgres-store.ts'
import { facts, putJob } from '../../apps/discord-bot/src/test/put-job.ts'
import { migratePostgres, type PostgresDatabase, type PostgresStep } from '../../packages/jobs/src/node/index.ts'
import { startTestServer, type TestServer } from './support/server.ts'

// Replicas start together, and versions run side by side while one replaces the other.

const onTrouble = (): void => undefined
const config = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 300_000)
afterAll(() => server[Symbol.asyncDispose]())

function connect(database: string): PostgresDatabase {
  const db = openPgDatabase({ url: server.urlOf(database), clock: systemClock, onTrouble, connections: 3 })
  onTestFinished(() => db.close())
  return db
}

/** @returns its name */
async function anEmptyDatabase(options = ''): Promise<string> {
  const name = `fluxkit_${randomUUID().replaceAll('-', '')}`
  const main = openPgDatabase({ url: server.urlOf('postgres'), clock: systemClock, onTrouble, connections: 1 })
  await main.query(`CREATE DATABASE ${name} TEMPLATE template0 ${options}`)
  await main.close()
  return name
}

test('eight replicas that start at once on an empty database all work, and the tables are made once', async () => {
  const name = await anEmptyDatabase()
  const stores = await Promise.all(
    Array.from({ length: 8 }, () => openPostgresStore({ db: connect(name), config, onTrouble })),
  )
  const [first, ...others] = stores
  if (!first) throw new Error('None was opened.')
  await putJob(first, { createdMs: Date.now() })

  for (const store of others) expect((await store.jobs.get('1'))?.id).toBe('1')
  const steps = await connect(name).query('SELECT part, step FROM fluxkit_schema ORDER BY part, step')
  expect(steps).toEqual([
    { part: 'bot', step: 1 },
    { part: 'bot', step: 2 },
    { part: 'bot', step: 3 },
    { part: 'bot', step: 4 },
    { part: 'jobs', step: 1 },
    { part: 'jobs', step: 2 },
  ])
})

test('prompts that a program of before has written are made searchable in batches, and what it forgot is forgotten', async () => {
  const name = await anEmptyDatabase()
  const store = await openPostgresStore({ db: connect(name), config, onTrouble })
  for (const id of ['1', '2', '3']) await putJob(store, { id, request: { prompt: `Ёлка ${id}` } }, facts.done(id))
  await putJob(store, { id: '4' }, facts.done('4'))
  const raw = connect(name)
  await raw.query(`UPDATE job_index SET folded = NULL WHERE job_id <> '4'`)
  await raw.query(`UPDATE job_index SET prompt = '' WHERE job_id = '4'`)

  expect([await store.jobs.foldPrompts(2), await store.jobs.foldPrompts(2), await store.jobs.foldPrompts(2)]).toEqual([
    2, 1, 0,
  ])
  expect(await store.jobs.history('300', { query: 'ёлка', limit: 9 })).toHaveLength(3)
  expect(await raw.query(`SELECT folded FROM job_index WHERE job_id = '4'`)).toEqual([{ folded: '' }])
})

test('reading a page of a user’s jobs starts in the index, even among jobs of the same moment', async () => {
  const db = connect(await anEmptyDatabase())
  const sql: string[] = []
  const noting = {
    ...db,
    query: (...args: Parameters<PostgresDatabase['query']>) => {
      sql.push(args[0])
      return db.query(...args)
    },
  }
  const store = await openPostgresStore({ db: noting, config, onTrouble })
  sql.length = 0
  await store.jobs.pageOf('300', { from: { createdMs: 5, id: '5' }, limit: 3, withPromptUntilMs: 7 })

  // The table is empty: without this, reading all of it is the cheapest way.
  const plan = await db.transaction(async (tx) => {
    await tx.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off')
    return tx.query(`EXPLAIN ${sql[0]}`, ['300', 5, '5', 3])
  })
  const lines = plan.map((row) => String(row['QUERY PLAN']).trim())
  expect(lines.some((line) => line.includes('Sort'))).toBe(false)
  expect(lines.find((line) => line.startsWith('Index Cond'))).toContain(
    `(ROW(created_ms, job_id) < ROW('5'::bigint, '5'::text))`,
  )
})

const before: PostgresStep = { sql: 'CREATE TABLE things (id TEXT PRIMARY KEY, name TEXT)' }
const expansion: PostgresStep = { sql: 'ALTER TABLE things ADD COLUMN title TEXT' }
const contraction: PostgresStep = { sql: 'ALTER TABLE things DROP COLUMN name', needsSteps: 2 }

test('a program of before continues, and starts, beside one that has expanded the tables', async () => {
  const name = await anEmptyDatabase()
  const [old, young] = [connect(name), connect(name)]
  await migratePostgres(old, 'things', [before])
  await migratePostgres(young, 'things', [before, expansion])

  await old.query(`INSERT INTO things (id, name) VALUES ('1', 'a fox')`)
  await migratePostgres(old, 'things', [before])
  expect(await young.query('SELECT * FROM things')).toEqual([{ id: '1', name: 'a fox', title: null }])
})

test('a program that can’t live with a contraction doesn’t start, and one that did without before it does', async () => {
  const name = await anEmptyDatabase()
  const db = connect(name)
  await migratePostgres(db, 'things', [before, expansion, contraction])

  await expect(migratePostgres(db, 'things', [before])).rejects.toThrow(
    'The tables of things are of a later version (3) than this program (1), and it can’t work with them. Start the later version.',
  )
  await migratePostgres(db, 'things', [before, expansion])
})

test('a step that fails leaves nothing behind, and is made again', async () => {
  const name = await anEmptyDatabase()
  const db = connect(name)
  const broken: PostgresStep = { sql: 'CREATE TABLE more (id TEXT); SELECT 1 / 0' }
  await expect(migratePostgres(db, 'things', [before, broken])).rejects.toThrow('division by zero')

  await migratePostgres(db, 'things', [before, { sql: 'CREATE TABLE more (id TEXT)' }])
  expect(await db.query('SELECT * FROM more')).toEqual([])
})

test('a database that isn’t UTF-8 is refused', async () => {
  const name = await anEmptyDatabase(`ENCODING 'SQL_ASCII'`)

  await expect(openPostgresStore({ db: connect(name), config, onTrouble })).rejects.toThrow(
    'The database is encoded in SQL_ASCII; the bot needs one in UTF8.',
  )
})

test('another server, or a promoted standby, makes the data count as restored, from then on', async () => {
  const name = await anEmptyDatabase()
  const db = connect(name)
  const store = await openPostgresStore({ db, config, onTrouble })
  expect(await Promise.all([store.begin(5), store.begin(5)])).toEqual([{}, {}])
  // As a dump or a failover brings it.
  await db.query(`UPDATE facts SET value = replace(value, ' ', ' 9') WHERE name = 'fingerprint'`)

  expect(await store.begin(7)).toEqual({ restoredAtMs: 7 })
  expect(await store.begin(9)).toEqual({ restoredAtMs: 7 })
})

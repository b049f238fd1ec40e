import { randomUUID } from 'node:crypto'
import type { FakeClock } from '@fluxkit/core/testing'
import { systemClock } from '@fluxkit/core/node'
import { jobSteps, migratePostgres, type PostgresDatabase } from '../../../packages/jobs/src/node/index.ts'
import { openPgDatabase, type PgOptions } from '../../../apps/discord-bot/src/store/postgres/pg-database.ts'
import { botSteps } from '../../../apps/discord-bot/src/store/postgres/schema.ts'
import type { TestServer } from './server.ts'

/** A database with the tables of jobs and of the bot, whose time is that of a test. */
export interface TestDatabase extends AsyncDisposable {
  readonly name: string
  readonly url: string
  /** Statements of the test itself. */
  readonly admin: PostgresDatabase
  /** As a process has it. Its statements see the time of this clock. */
  open(clock: FakeClock, options?: OpenOptions): PostgresDatabase
  /** Empties every table. */
  reset(): Promise<void>
}

export interface OpenOptions extends Partial<Pick<PgOptions, 'url' | 'listenUrl' | 'longestPauseMs'>> {
  /** Called before each use, and after it. */
  readonly onUse?: (change: 1 | -1) => void
}

const ignore = (): void => undefined

export async function createTestDatabase(server: TestServer): Promise<TestDatabase> {
  const name = `fluxkit_${randomUUID().replaceAll('-', '')}`
  const main = openPgDatabase({ url: server.urlOf('postgres'), clock: systemClock, onTrouble: ignore, connections: 1 })
  await main.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`)
  const url = server.urlOf(name)
  const admin = openPgDatabase({ url, clock: systemClock, onTrouble: ignore, connections: 2 })
  await migratePostgres(admin, 'jobs', jobSteps)
  await migratePostgres(admin, 'bot', botSteps)
  await admin.query(`
    CREATE TABLE test_time (ms BIGINT NOT NULL);
    INSERT INTO test_time VALUES (0);
    CREATE OR REPLACE FUNCTION fluxkit_now() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT ms FROM test_time'`)
  const rows = await admin.query(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('test_time', 'fluxkit_schema')`,
  )
  // Faster than TRUNCATE for a few rows.
  const deletions = rows.map((row) => `DELETE FROM ${String(row['tablename'])}`).join('; ')
  let shownMs = 0

  return {
    name,
    url,
    admin,
    open(clock, { onUse = ignore, ...options } = {}) {
      const db = openPgDatabase({ url, listenUrl: url, clock, onTrouble: ignore, ...options })
      async function use<T>(work: () => Promise<T>): Promise<T> {
        onUse(1)
        try {
          const nowMs = Math.round(clock.now())
          if (nowMs !== shownMs) await admin.query('UPDATE test_time SET ms = $1', [nowMs])
          shownMs = nowMs
          return await work()
        } finally {
          onUse(-1)
        }
      }
      return {
        ...db,
        query: (sql, values) => use(() => db.query(sql, values)),
        transaction: (work, options) => use(() => db.transaction(work, options)),
      }
    },
    // The ledger can't be emptied by anybody, so its guard sleeps for a moment.
    reset: () =>
      admin.transaction(async (tx) => {
        await tx.query(`SET LOCAL session_replication_role = replica; ${deletions}`)
      }),
    async [Symbol.asyncDispose]() {
      await admin.close()
      await main.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await main.close()
    },
  }
}

import type { FakeClock } from '@fluxkit/core/testing'
import { afterAll, beforeAll, describe } from 'vitest'
import { openPostgresStore } from '../../apps/discord-bot/src/store/postgres/open-postgres-store.ts'
import { statementsSuite } from '../../apps/discord-bot/src/test/statements-suite.ts'
import { createTestClock } from '../../apps/discord-bot/src/test/test-clock.ts'
import type { PostgresDatabase, PostgresQueries } from '../../packages/jobs/src/node/index.ts'
import { type PooledDatabase, startPooledDatabase } from './support/pooled-database.ts'
import { createSettling } from './support/settling.ts'

let pooled: PooledDatabase
beforeAll(async () => {
  pooled = await startPooledDatabase()
}, 300_000)
afterAll(() => pooled[Symbol.asyncDispose]())

const { onUse, settle } = createSettling()

const statements: string[] = []

function notingDatabase(db: PostgresDatabase): PostgresDatabase {
  const noting = (on: PostgresQueries): PostgresQueries => ({
    query(sql, values) {
      statements.push(sql)
      return on.query(sql, values)
    },
  })
  return {
    ...db,
    ...noting(db),
    transaction(work, options) {
      statements.push('BEGIN', 'COMMIT')
      return db.transaction((tx) => work(noting(tx)), options)
    },
  }
}

describe('on PostgreSQL', () => {
  let opened = 0
  statementsSuite(
    {
      async parts() {
        await pooled.database.reset()
        const clock: FakeClock = createTestClock(settle)
        return {
          clock,
          openStore(config, own) {
            const db = pooled.database.open(clock, { url: pooled.bouncer.urlOf(pooled.database.name), onUse })
            // The first store is the bot's, the second one that of the test.
            const isOfBot = opened++ === 0
            return openPostgresStore({
              db: isOfBot ? notingDatabase(db) : db,
              config,
              clock: own,
              onTrouble: () => undefined,
            })
          },
        }
      },
      statements,
    },
    29,
  )
})

import type { FakeClock } from '@fluxkit/core/testing'
import { afterAll, beforeAll, describe } from 'vitest'
import { openPostgresStore } from '../../apps/discord-bot/src/store/postgres/open-postgres-store.ts'
import { createTestClock } from '../../apps/discord-bot/src/test/test-clock.ts'
import { twoProcessesSuite } from '../../apps/discord-bot/src/test/two-processes-suite.ts'
import { type PooledDatabase, startPooledDatabase } from './support/pooled-database.ts'
import { createSettling } from './support/settling.ts'

// Whole bots between the simulators of Discord and of the service, on one database behind PgBouncer in transaction mode.

let pooled: PooledDatabase
beforeAll(async () => {
  pooled = await startPooledDatabase()
}, 300_000)
afterAll(() => pooled[Symbol.asyncDispose]())

const { onUse, settle } = createSettling()

describe('two bots on PostgreSQL', () => {
  twoProcessesSuite({
    createClock: () => createTestClock(settle),
    async parts(clock: FakeClock) {
      await pooled.database.reset()
      return {
        openStore: (config, own) =>
          openPostgresStore({
            db: pooled.database.open(clock, { url: pooled.bouncer.urlOf(pooled.database.name), onUse }),
            config,
            clock: own,
            onTrouble: () => undefined,
          }),
      }
    },
  })
})

import type { FakeClock } from '@fluxkit/core/testing'
import { afterAll, beforeAll, describe } from 'vitest'
import { openPostgresStore } from '../../apps/discord-bot/src/store/postgres/open-postgres-store.ts'
import { createTestClock } from '../../apps/discord-bot/src/test/test-clock.ts'
import { twoProcessesSuite } from '../../apps/discord-bot/src/test/two-processes-suite.ts'
import { settleProcess } from '../../tooling/time/index.ts'
import { createTestDatabase, type TestDatabase } from './support/database.ts'
import { type PgBouncer, startPgBouncer } from './support/pgbouncer.ts'
import { startTestServer, type TestServer } from './support/server.ts'

// Whole bots between the simulators of Discord and of the service, on one database behind PgBouncer in transaction mode.

let server: TestServer
let bouncer: PgBouncer
let database: TestDatabase
beforeAll(async () => {
  server = await startTestServer()
  bouncer = await startPgBouncer(server)
  database = await createTestDatabase(server)
}, 300_000)
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await bouncer[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

/** Statements under way: time stands still meanwhile. */
let uses = 0
const onUse = (change: 1 | -1): void => void (uses += change)
// Taken now: a bot under test has the process's timers replaced.
const realImmediate = setImmediate

async function settle(): Promise<void> {
  do {
    while (uses > 0) await new Promise<void>((resolve) => realImmediate(resolve))
    await settleProcess()
  } while (uses > 0)
}

describe('two bots on PostgreSQL', () => {
  twoProcessesSuite({
    createClock: () => createTestClock(settle),
    async parts(clock: FakeClock) {
      await database.reset()
      return {
        openStore: (config, own) =>
          openPostgresStore({
            db: database.open(clock, { url: bouncer.urlOf(database.name), onUse }),
            config,
            clock: own,
            onTrouble: () => undefined,
          }),
      }
    },
  })
})

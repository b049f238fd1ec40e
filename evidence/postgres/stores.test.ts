import { createFakeClock } from '@fluxkit/core/testing'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { openPostgresStore } from '../../apps/discord-bot/src/store/postgres/open-postgres-store.ts'
import { storeSuite } from '../../apps/discord-bot/src/test/store-suite/store-suite.ts'
import { createPostgresStore } from '../../packages/jobs/src/node/index.ts'
import {
  aJob,
  storeCases,
  type StoreSubject,
  SuiteEffectRefused,
  type SuiteEffect,
} from '../../packages/jobs/src/testing/index.ts'
import { createTestDatabase, type TestDatabase } from './support/database.ts'
import { startTestServer, type TestServer } from './support/server.ts'

// The suites that SQLite, files and memory pass too, on a real server.

let server: TestServer
let database: TestDatabase
beforeAll(async () => {
  server = await startTestServer()
  database = await createTestDatabase(server)
  await database.admin.query('CREATE TABLE rows (id BIGINT GENERATED ALWAYS AS IDENTITY, name TEXT)')
}, 300_000)
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

function aSubject(): StoreSubject {
  const clock = createFakeClock()
  const opened: { close(): Promise<void> }[] = []
  const open: StoreSubject['open'] = async () => {
    const db = database.open(clock)
    opened.push(db)
    return createPostgresStore<unknown, SuiteEffect>({
      db,
      clock,
      laneOf: ({ place }) => String(place),
      parts(effects) {
        if (effects.some(({ refused }) => refused)) throw new SuiteEffectRefused()
        const names = effects.map(({ row }) => row)
        return [(value) => `INSERT INTO rows (name) SELECT unnest(${value(names)}::text[]) FROM written`]
      },
    })
  }
  return {
    open,
    async damage(id, text) {
      const store = await open()
      if (!(await store.read(id))) {
        const claim = await store.create(aJob({ ...(JSON.parse(text) as object), id }), 'dddddddd', 0)
        if ('fence' in claim) await store.release(claim)
        await database.admin.query('UPDATE fluxkit_jobs SET seen_at_ms = NULL WHERE id = $1', [id])
      }
      // PostgreSQL has no zero character in text.
      await database.admin.query('UPDATE fluxkit_jobs SET record = $2 WHERE id = $1', [id, text.replaceAll('\0', '?')])
    },
    advance: (ms) => clock.advance(ms),
    now: () => clock.now(),
    async effects() {
      return (await database.admin.query('SELECT name FROM rows ORDER BY id')).map(({ name }) => String(name))
    },
    close: async () => void (await Promise.all(opened.map((one) => one.close()))),
  }
}

describe('jobs on PostgreSQL', () => {
  test.each(storeCases)('$title', async ({ run }) => {
    await database.reset()
    await database.admin.query('DELETE FROM rows')
    const subject = aSubject()
    try {
      await run(subject)
    } finally {
      await subject.close()
    }
  })
})

storeSuite(
  'PostgreSQL',
  async ({ clock }) => {
    await database.reset()
    const config = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }
    return openPostgresStore({ db: database.open(clock), config, clock, onTrouble: () => undefined })
  },
  { histories: 15 },
)

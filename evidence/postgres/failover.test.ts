import type { FakeClock } from '@fluxkit/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPostgresStore } from '../../apps/discord-bot/src/store/postgres/open-postgres-store.ts'
import { startBot, type TestBot } from '../../apps/discord-bot/src/test/start-bot.ts'
import { createTestClock } from '../../apps/discord-bot/src/test/test-clock.ts'
import { type PooledDatabase, startPooledDatabase } from './support/pooled-database.ts'
import { createSettling } from './support/settling.ts'

// A standby is promoted below bots that run. They are behind PgBouncer, so that no connection of theirs breaks.

let pooled: PooledDatabase
beforeAll(async () => {
  pooled = await startPooledDatabase()
  const { admin, name } = pooled.database
  // The name of a file of the log begins with its timeline. What is found before `pg_catalog` replaces what is there.
  await admin.query(`
    CREATE TABLE test_timeline (id INTEGER NOT NULL);
    CREATE FUNCTION public.pg_walfile_name(pg_lsn) RETURNS text LANGUAGE sql STABLE
      AS 'SELECT lpad(to_hex(id), 8, ''0'') || repeat(''0'', 16) FROM public.test_timeline';
    ALTER DATABASE ${name} SET search_path = public, pg_catalog`)
}, 300_000)
afterAll(() => pooled[Symbol.asyncDispose]())

const { onUse, settle } = createSettling()

async function startBusy(): Promise<TestBot> {
  const { database, bouncer } = pooled
  await database.reset()
  await database.admin.query('DELETE FROM test_timeline; INSERT INTO test_timeline VALUES (1)')
  const clock: FakeClock = createTestClock(settle)
  return startBot(
    { FLUXKIT_CONCURRENCY: '1' },
    {
      clock,
      paintingMs: 10_000,
      discord: { rateLimits: 'off' },
      openStore: (config, own) =>
        openPostgresStore({
          db: database.open(clock, { url: bouncer.urlOf(database.name), onUse }),
          config,
          clock: own,
          onTrouble: () => undefined,
        }),
    },
  )
}

const questions = (bot: TestBot) => bot.channel.messages.filter(({ text }) => text.includes('Still want this?'))
const warnings = (bot: TestBot): number =>
  bot.logged.filter((line) => line.includes('The data is older than what this bot has done before')).length

test('what waits when a standby is promoted is not submitted without asking, and what comes later is', async () => {
  await using bot = await startBusy()
  const first = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'first' })
  await bot.soon(() => bot.flux.tasks.length === 1)
  await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'waiting' })

  await pooled.database.admin.query('UPDATE test_timeline SET id = 2')
  await bot.soon(() => first.message.images.length > 0)
  await bot.soon(() => questions(bot).length === 1)

  expect(questions(bot)[0]?.text).toContain('> waiting')
  expect(bot.flux.stats.submissions).toBe(1)
  expect(warnings(bot)).toBe(1)
  // What was requested in the very moment in which it was noticed is in doubt, too.
  await bot.clock.advance(1_000)
  const later = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'later' })
  await bot.soon(() => later.message.images.length > 0)
  expect(bot.flux.stats.submissions).toBe(2)
})

test('of two bots each notices it, and a member is asked once', async () => {
  await using bot = await startBusy()
  await bot.startPeer()
  const first = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'first' })
  await bot.soon(() => bot.flux.tasks.length === 1)
  await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'second' })
  await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'third' })

  await pooled.database.admin.query('UPDATE test_timeline SET id = 2')
  await bot.soon(() => first.message.images.length > 0)
  await bot.soon(() => questions(bot).length === 2)
  await bot.clock.sleep(600_000)

  expect(questions(bot)).toHaveLength(2)
  expect(bot.flux.stats.submissions).toBe(1)
})

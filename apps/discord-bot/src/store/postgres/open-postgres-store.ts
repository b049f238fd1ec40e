import { type Clock, systemClock } from '@fluxkit/core/node'
import { createPostgresStore, jobSteps, migratePostgres, type PostgresDatabase } from '@fluxkit/jobs/node'
import type { Config } from '../../config/config.ts'
import type { BotPlace } from '../../model/job.ts'
import type { Effect } from '../../model/effects.ts'
import { laneOf } from '../../limits/fair-queue.ts'
import { createLeftMemory } from '../../limits/left-memory.ts'
import { rulesFor } from '../../limits/rules-for.ts'
import type { Store } from '../store.ts'
import { createClusterClock } from './cluster-clock.ts'
import { createDeliveryStore } from './delivery-store.ts'
import { createDutyStore } from './duty-store.ts'
import { createDatabasePast, fingerprintSql } from './fingerprint.ts'
import { createJobWrites } from './job-effects.ts'
import { createJobReader } from './job-reader.ts'
import { botSteps } from './schema.ts'
import { createSettingsStore } from './settings-store.ts'
import { createDraftStore, createErasureStore, createPresetStore, createPutOnce } from './small-stores.ts'

export interface PostgresStoreParts {
  readonly db: PostgresDatabase
  readonly config: Pick<Config, 'FLUXKIT_CURRENCY'> & Parameters<typeof rulesFor>[2]
  /** The machine's clock; the store uses the database's. */
  readonly clock?: Clock
  readonly onTrouble: (error: unknown) => void
}

/**
 * The store that any number of replicas on any number of machines share.
 *
 * @throws {Error} when the database can't be reached, isn't UTF-8, or belongs to a later version of this program
 */
export async function openPostgresStore({ db, config, clock: machine, onTrouble }: PostgresStoreParts): Promise<Store> {
  await requireUtf8(db)
  const time = await migrated(db, machine ?? systemClock, onTrouble)
  const { clock } = time
  const leftImages = createLeftMemory()
  const writes = createJobWrites((guildId, settings) => rulesFor(guildId, settings, config), leftImages)
  const past = createDatabasePast(db, () => clock.now())
  // When the database is another one than at the start, the claimed job counts as in doubt. When it becomes another one later,
  // either it has the claim, and with it everything from before; or the next write finds the claim lost.
  const witness = { sql: fingerprintSql, check: (text: string) => past.check(text) }
  const opening = createPostgresStore<BotPlace, Effect>({ db, clock, ...writes, witness, laneOf })
  const durable = await opening.catch((error: unknown) => {
    time.stop()
    throw error
  })
  return {
    durable,
    jobs: createJobReader({ db, durable, clock, currency: config.FLUXKIT_CURRENCY }),
    deliveries: createDeliveryStore(db),
    settings: createSettingsStore(db),
    drafts: createDraftStore(db),
    presets: createPresetStore(db),
    erasures: createErasureStore(db),
    duties: createDutyStore(db),
    leftImages,
    putOnce: createPutOnce(db),
    begin: (nowMs, onRestored) => past.begin(nowMs, onRestored),
    clock,
    check: async () => void (await db.query('SELECT 1 FROM facts LIMIT 1')),
    async close() {
      time.stop()
      await db.close()
    },
  }
}

/** Names and prompts are in every script. */
async function requireUtf8(db: PostgresDatabase): Promise<void> {
  const [row] = await db.query(
    'SELECT pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()',
  )
  const encoding = String(row?.['encoding'])
  if (encoding !== 'UTF8') throw new Error(`The database is encoded in ${encoding}; the bot needs one in UTF8.`)
}

async function migrated(
  db: PostgresDatabase,
  machine: Clock,
  onTrouble: (error: unknown) => void,
): ReturnType<typeof createClusterClock> {
  await migratePostgres(db, 'jobs', jobSteps)
  await migratePostgres(db, 'bot', botSteps)
  const databaseNow = async (): Promise<number> => Number((await db.query('SELECT fluxkit_now() AS ms'))[0]?.['ms'])
  return createClusterClock(machine, databaseNow, onTrouble)
}

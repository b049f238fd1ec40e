import { type Clock, defaultBaseUrl, systemClock } from '@fluxkit/core/node'
import { createSqliteStore, type LeaseClock, SqliteDatabase, type SqliteOptions } from '@fluxkit/jobs/node'
import type { Config } from '../../config/config.ts'
import type { Effect } from '../../model/effects.ts'
import { laneOf } from '../../limits/fair-queue.ts'
import { createLeftMemory } from '../../limits/left-memory.ts'
import type { BotJob, BotPlace } from '../../model/job.ts'
import type { LimitRule } from '../../limits/check-limits.ts'
import { type OperatorLimits, rulesFor } from '../../limits/rules-for.ts'
import type { Draft } from '../draft.ts'
import { defaultGuildSettings, guildSettingsFrom, type GuildSettings } from '../../limits/guild-settings.ts'
import { erasureFrom } from '../rows/erasure.ts'
import { checkFirstBooks } from '../../money/check-books.ts'
import type { Preset, Store } from '../store.ts'
import { createDeliveryStore } from './delivery-store.ts'
import { createDutyStore } from './duty-store.ts'
import { createGeneration } from './generation.ts'
import { createApply } from './job-effects.ts'
import { createJobReader } from './job-reader.ts'
import { migrate } from './migrations.ts'
import { moveJobs } from './move-jobs.ts'
import { checkNotMoved } from './moved.ts'

export type StoreConfig = OperatorLimits &
  Pick<Config, 'FLUXKIT_CURRENCY' | 'isDefaultCurrency' | 'ACEDATACLOUD_API_BASE_URL'>

export interface StoreOptions {
  readonly config: StoreConfig
  readonly clock?: Clock
  /** The clock of job leases; default: the machine's. */
  readonly leases?: LeaseClock
  readonly sqlite?: SqliteOptions
}

/** @throws {Error} when its data is elsewhere now */
async function openFile(path: string, options: SqliteOptions | undefined): Promise<SqliteDatabase> {
  const db = await SqliteDatabase.open(path, options)
  try {
    await db.read(() => checkNotMoved(db, path))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** The embedded store. Several processes may open the same file. @param path a file, or `:memory:` */
export async function openSqliteStore(path: string, options: StoreOptions): Promise<Store> {
  const { config, clock = systemClock, leases } = options
  const currency = config.FLUXKIT_CURRENCY
  const db = await openFile(path, options.sqlite)
  const settingsOf = (guildId: string | null): GuildSettings => {
    if (guildId === null) return defaultGuildSettings
    const row = db.get('SELECT settings FROM guild_settings WHERE guild_id = ?', guildId)
    return guildSettingsFrom(row?.['settings'])
  }
  const rulesOf = (guildId: string | null): readonly LimitRule[] => rulesFor(guildId, settingsOf(guildId), config)
  const leftImages = createLeftMemory()
  const generation = createGeneration(db, path)
  const applyEffects = createApply(db, rulesOf, leftImages, () => Math.round(clock.now()))
  const apply: typeof applyEffects = (effects, job, before) => {
    if (isLeaving(job)) generation.raise()
    applyEffects(effects, job, before)
  }
  const jobs = createSqliteStore<BotPlace, Effect>({ db, clock, apply, laneOf, ...(leases && { leases }) })
  const durable: typeof jobs = {
    ...jobs,
    async commit(claim, next, effects) {
      const written = await jobs.commit(claim, next, effects)
      if (isLeaving(next)) await generation.note()
      return written
    },
  }
  const service = config.ACEDATACLOUD_API_BASE_URL ?? defaultBaseUrl
  migrate(db, (exec) => {
    if (db.get('SELECT 1 FROM jobs LIMIT 1')) checkFirstBooks(config)
    moveJobs(db, exec, { service, currency })
  })
  return {
    durable,
    jobs: createJobReader({ db, durable, clock, currency }),
    deliveries: createDeliveryStore(db, clock),
    settings: {
      get: (guildId) => db.read(() => settingsOf(guildId)),
      update: (guildId, change) =>
        db.transaction(() => {
          const before = settingsOf(guildId)
          const changed = change(before)
          if ('wrong' in changed) return changed
          const next = { ...changed, version: before.version + 1 }
          db.run('INSERT OR REPLACE INTO guild_settings VALUES (?, ?)', guildId, JSON.stringify(next))
          return next
        }),
    },
    drafts: {
      put: async (draft) => {
        const json = JSON.stringify(draft)
        await db.transaction(() =>
          db.run('INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)', draft.id, draft.userId, draft.createdMs, json),
        )
      },
      get: async (id) => {
        const row = await db.read(() => db.get('SELECT draft FROM drafts WHERE id = ?', id))
        return row && (JSON.parse(String(row['draft'])) as Draft)
      },
      async list(userId) {
        const sql = 'SELECT draft FROM drafts WHERE user_id = ? ORDER BY created_ms'
        const rows = await db.read(() => db.all(sql, userId))
        return rows.map((row) => JSON.parse(String(row['draft'])) as Draft)
      },
      forgetBefore: async (ms) =>
        void (await db.transaction(() => db.run('DELETE FROM drafts WHERE created_ms < ?', ms))),
      erase: async (userId) =>
        void (await db.transaction(() => db.run('DELETE FROM drafts WHERE user_id = ?', userId))),
    },
    presets: {
      async list(userId) {
        const sql = 'SELECT preset FROM presets WHERE user_id = ? ORDER BY name'
        const rows = await db.read(() => db.all(sql, userId))
        return rows.map((row) => JSON.parse(String(row['preset'])) as Preset)
      },
      put: async (userId, preset) => {
        const json = JSON.stringify(preset)
        await db.transaction(() => db.run('INSERT OR REPLACE INTO presets VALUES (?, ?, ?)', userId, preset.name, json))
      },
      remove: async (userId, name) =>
        (await db.transaction(() => db.run('DELETE FROM presets WHERE user_id = ? AND name = ?', userId, name))) > 0,
      erase: async (userId) =>
        void (await db.transaction(() => db.run('DELETE FROM presets WHERE user_id = ?', userId))),
    },
    erasures: {
      request: async ({ userId, requestedMs }) =>
        void (await db.transaction(() => db.run('INSERT OR REPLACE INTO erasures VALUES (?, ?)', userId, requestedMs))),
      async pending() {
        const sql = 'SELECT user_id, requested_ms FROM erasures ORDER BY requested_ms'
        return (await db.read(() => db.all(sql))).map(erasureFrom)
      },
      finish: async (userId, requestedMs) =>
        void (await db.transaction(() =>
          db.run('DELETE FROM erasures WHERE user_id = ? AND requested_ms <= ?', userId, requestedMs),
        )),
    },
    putOnce: async (name, value) => {
      await db.transaction(() => db.run('INSERT OR IGNORE INTO facts VALUES (?, ?)', name, value))
      const row = await db.read(() => db.get('SELECT value FROM facts WHERE name = ?', name))
      return String(row?.['value'])
    },
    duties: createDutyStore(db, clock),
    leftImages,
    begin: (nowMs) => generation.begin(nowMs),
    check: async () => void (await db.read(() => db.get('SELECT 1 FROM facts LIMIT 1'))),
    close: async () => db.close(),
  }
}

/** Is a submission about to leave? */
function isLeaving({ attempts, end }: BotJob): boolean {
  return end === undefined && attempts.some(({ outcome }) => outcome === undefined)
}

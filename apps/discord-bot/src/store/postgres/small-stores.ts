import type { PostgresDatabase } from '@fluxkit/jobs/node'
import type { Draft } from '../draft.ts'
import { erasureFrom } from '../rows/erasure.ts'
import type { Preset, Store } from '../store.ts'

export function createErasureStore(db: PostgresDatabase): Store['erasures'] {
  return {
    async request({ userId, requestedMs }) {
      await db.query(`INSERT INTO erasures VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET requested_ms = $2`, [
        userId,
        requestedMs,
      ])
    },
    pending: async () =>
      (await db.query('SELECT user_id, requested_ms FROM erasures ORDER BY requested_ms')).map(erasureFrom),
    async finish(userId, requestedMs) {
      await db.query('DELETE FROM erasures WHERE user_id = $1 AND requested_ms <= $2', [userId, requestedMs])
    },
  }
}

export function createDraftStore(db: PostgresDatabase): Store['drafts'] {
  return {
    async put(draft) {
      await db.query(
        `INSERT INTO drafts VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET user_id = $2, created_ms = $3, draft = $4`,
        [draft.id, draft.userId, Math.round(draft.createdMs), JSON.stringify(draft)],
      )
    },
    async get(id) {
      const [row] = await db.query('SELECT draft FROM drafts WHERE id = $1', [id])
      return row && (JSON.parse(String(row['draft'])) as Draft)
    },
    async list(userId) {
      const rows = await db.query('SELECT draft FROM drafts WHERE user_id = $1 ORDER BY created_ms', [userId])
      return rows.map((row) => JSON.parse(String(row['draft'])) as Draft)
    },
    async forgetBefore(ms) {
      await db.query('DELETE FROM drafts WHERE created_ms < $1', [Math.round(ms)])
    },
    async erase(userId) {
      await db.query('DELETE FROM drafts WHERE user_id = $1', [userId])
    },
  }
}

export function createPresetStore(db: PostgresDatabase): Store['presets'] {
  return {
    async list(userId) {
      const rows = await db.query('SELECT preset FROM presets WHERE user_id = $1 ORDER BY name', [userId])
      return rows.map((row) => JSON.parse(String(row['preset'])) as Preset)
    },
    async put(userId, preset) {
      await db.query(
        'INSERT INTO presets VALUES ($1, $2, $3) ON CONFLICT (user_id, name) DO UPDATE SET preset = excluded.preset',
        [userId, preset.name, JSON.stringify(preset)],
      )
    },
    async remove(userId, name) {
      const sql = 'DELETE FROM presets WHERE user_id = $1 AND name = $2 RETURNING name'
      return (await db.query(sql, [userId, name])).length > 0
    },
    async erase(userId) {
      await db.query('DELETE FROM presets WHERE user_id = $1', [userId])
    },
  }
}

export function createPutOnce(db: PostgresDatabase): Store['putOnce'] {
  return async (name, value) => {
    await db.query('INSERT INTO facts VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, value])
    const [row] = await db.query('SELECT value FROM facts WHERE name = $1', [name])
    return String(row?.['value'])
  }
}

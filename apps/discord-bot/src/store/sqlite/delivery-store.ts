import type { Row, SqliteDatabase } from '@fluxkit/jobs/node'
import type { DeliveryAttempt, DeliveryState } from '../../job/job.ts'
import type { Notice } from '../../job/job.ts'
import type { DeliveryFacts } from '../../jobs/view-job.ts'
import type { DeliveryStore } from '../store.ts'
import { notify } from './job-effects.ts'

const isDue = `state = 'pending' AND (lease_until_ms <= ?1 OR lease_owner = ?2)
  AND job_id NOT IN (SELECT value FROM json_each(?3))`

export function createDeliveryStore(db: SqliteDatabase): DeliveryStore {
  return {
    async claimDue(owner, active, nowMs, untilMs) {
      const known = [nowMs, owner, JSON.stringify(active)] as const
      if (!db.get(`SELECT 1 FROM deliveries WHERE ${isDue} LIMIT 1`, ...known)) return []
      return db.transaction(() =>
        db
          .all(
            `UPDATE deliveries SET lease_owner = ?2, lease_until_ms = ?4 WHERE ${isDue} RETURNING job_id`,
            ...known,
            untilMs,
          )
          .map((row) => String(row['job_id'])),
      )
    },
    async heartbeat(owner, ids, untilMs) {
      await db.transaction(() =>
        db.run(
          `UPDATE deliveries SET lease_until_ms = ? WHERE lease_owner = ? AND job_id IN (SELECT value FROM json_each(?))`,
          untilMs,
          owner,
          JSON.stringify(ids),
        ),
      )
    },
    async release(owner, id, untilMs = 0) {
      await db.transaction(() =>
        db.run(
          'UPDATE deliveries SET lease_owner = NULL, lease_until_ms = ? WHERE job_id = ? AND lease_owner = ?',
          untilMs,
          id,
          owner,
        ),
      )
    },
    noteAttempt: (id, notice, attempt, owner) =>
      db.transaction(
        () =>
          db.run(
            'UPDATE deliveries SET attempt = ? WHERE job_id = ? AND notice = ? AND lease_owner = ?',
            JSON.stringify(attempt),
            id,
            notice,
            owner,
          ) > 0,
      ),
    async setDelivery(id, notice, state, message) {
      await db.transaction(() =>
        db.run(
          `UPDATE deliveries SET state = CASE WHEN notice = ? THEN ? ELSE state END,
             message_id = coalesce(?, message_id), message_channel_id = coalesce(?, message_channel_id)
           WHERE job_id = ?`,
          notice,
          state,
          message?.id ?? null,
          message?.channelId ?? null,
          id,
        ),
      )
    },
    async setMessage(id, message) {
      await db.transaction(() =>
        db.run(
          `INSERT INTO deliveries (job_id, state, message_id, message_channel_id) VALUES (?1, 'waiting', ?2, ?3)
           ON CONFLICT (job_id) DO UPDATE SET message_id = ?2, message_channel_id = ?3`,
          id,
          message.id,
          message.channelId,
        ),
      )
    },
    async retract(id, notice) {
      await db.transaction(() =>
        db.run(
          `UPDATE deliveries SET state = 'waiting', notice = NULL, attempt = NULL WHERE job_id = ? AND notice = ?`,
          id,
          notice,
        ),
      )
    },
    async notify(id, notice, owner, untilMs) {
      await db.transaction(() => notify(db, id, { notice, owner, untilMs }))
    },
  }
}

export function deliveryFacts(db: SqliteDatabase, id: string): DeliveryFacts | undefined {
  const row = db.get('SELECT * FROM deliveries WHERE job_id = ?', id)
  return row && factsFromRow(row)
}

function factsFromRow(row: Row): DeliveryFacts {
  const text = (name: string): string | undefined => (typeof row[name] === 'string' ? row[name] : undefined)
  const attempt = text('attempt')
  return {
    notice: text('notice') as Notice | undefined,
    state: text('state') as DeliveryState,
    attempt: attempt === undefined ? undefined : (JSON.parse(attempt) as DeliveryAttempt),
    messageId: text('message_id'),
    messageChannelId: text('message_channel_id'),
  }
}

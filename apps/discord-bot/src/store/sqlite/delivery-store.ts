import type { Clock } from '@fluxkit/core/node'
import type { SqliteDatabase } from '@fluxkit/jobs/node'
import type { DeliveryFacts } from '../../model/view-job.ts'
import { deliveryFrom } from '../rows/delivery-row.ts'
import type { DeliveryStore } from '../store.ts'
import { notify } from './job-effects.ts'

const isDue = `state = 'pending' AND (lease_until_ms <= ?1 OR lease_owner = ?2)
  AND job_id NOT IN (SELECT value FROM json_each(?3))`

export function createDeliveryStore(db: SqliteDatabase, clock: Pick<Clock, 'now'>): DeliveryStore {
  const inMs = (ms: number): number => Math.round(clock.now() + ms)
  return {
    async claimDue(owner, active, leaseMs) {
      const known = [inMs(0), owner, JSON.stringify(active)] as const
      const some = await db.read(() => db.get(`SELECT 1 FROM deliveries WHERE ${isDue} LIMIT 1`, ...known))
      if (!some) return []
      return db.transaction(() =>
        db
          .all(
            `UPDATE deliveries SET lease_owner = ?2, lease_until_ms = ?4 WHERE ${isDue} RETURNING job_id`,
            ...known,
            inMs(leaseMs),
          )
          .map((row) => String(row['job_id'])),
      )
    },
    async heartbeat(owner, ids, leaseMs) {
      await db.transaction(() =>
        db.run(
          `UPDATE deliveries SET lease_until_ms = ? WHERE lease_owner = ? AND job_id IN (SELECT value FROM json_each(?))`,
          inMs(leaseMs),
          owner,
          JSON.stringify(ids),
        ),
      )
    },
    async release(owner, id, pauseMs = 0) {
      await db.transaction(() =>
        db.run(
          'UPDATE deliveries SET lease_owner = NULL, lease_until_ms = ? WHERE job_id = ? AND lease_owner = ?',
          inMs(pauseMs),
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
    async setDelivery(id, notice, state, owner, message) {
      await db.transaction(() =>
        db.run(
          `UPDATE deliveries SET state = CASE WHEN notice = ? THEN ? ELSE state END,
             message_id = coalesce(?, message_id), message_channel_id = coalesce(?, message_channel_id),
             lease_owner = CASE WHEN notice = ? THEN NULL ELSE lease_owner END
           WHERE job_id = ? AND lease_owner = ?`,
          notice,
          state,
          message?.id ?? null,
          message?.channelId ?? null,
          notice,
          id,
          owner,
        ),
      )
    },
    async setMessage(id, message) {
      await db.transaction(() =>
        db.run(
          `INSERT INTO deliveries (job_id, state, message_id, message_channel_id) VALUES (?1, 'waiting', ?2, ?3)
           ON CONFLICT (job_id) DO UPDATE SET message_id = ?2, message_channel_id = ?3
             WHERE state IN ('waiting', 'pending')`,
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
    async repeat(id) {
      await db.transaction(() =>
        db.run(
          `UPDATE deliveries SET state = 'pending', lease_owner = NULL, lease_until_ms = 0
           WHERE job_id = ? AND state = 'delivered'`,
          id,
        ),
      )
    },
    async notify(id, notice, owner, leaseMs) {
      await db.transaction(() => notify(db, id, { notice, owner, untilMs: inMs(leaseMs) }))
    },
  }
}

export function deliveryFacts(db: SqliteDatabase, id: string): DeliveryFacts | undefined {
  const row = db.get('SELECT * FROM deliveries WHERE job_id = ?', id)
  return row && deliveryFrom(row)
}

import type { PostgresDatabase } from '@fluxkit/jobs/node'
import type { DeliveryStore } from '../store.ts'
import { notification, writeParts } from './job-effects.ts'

const isDue = `state = 'pending' AND (lease_until_ms <= fluxkit_now() OR lease_owner = $1) AND job_id <> ALL ($2::text[])`

export function createDeliveryStore(db: PostgresDatabase): DeliveryStore {
  return {
    async claimDue(owner, active, leaseMs) {
      // What another process is just taking is left to it.
      const rows = await db.query(
        `WITH due AS (SELECT job_id FROM deliveries WHERE ${isDue} FOR UPDATE SKIP LOCKED)
         UPDATE deliveries SET lease_owner = $1, lease_until_ms = fluxkit_now() + $3
         FROM due WHERE deliveries.job_id = due.job_id RETURNING deliveries.job_id`,
        [owner, active, Math.round(leaseMs)],
      )
      return rows.map((row) => String(row['job_id']))
    },
    async heartbeat(owner, ids, leaseMs) {
      await db.query(
        `UPDATE deliveries SET lease_until_ms = fluxkit_now() + $3 WHERE lease_owner = $1 AND job_id = ANY ($2::text[])`,
        [owner, ids, Math.round(leaseMs)],
      )
    },
    async release(owner, id, pauseMs = 0) {
      await db.query(
        `UPDATE deliveries SET lease_owner = NULL, lease_until_ms = fluxkit_now() + $3
         WHERE job_id = $1 AND lease_owner = $2`,
        [id, owner, Math.round(pauseMs)],
      )
    },
    async noteAttempt(id, notice, attempt, owner) {
      const noted = await db.query(
        'UPDATE deliveries SET attempt = $4 WHERE job_id = $1 AND notice = $2 AND lease_owner = $3 RETURNING job_id',
        [id, notice, owner, JSON.stringify(attempt)],
      )
      return noted.length > 0
    },
    async setDelivery(id, notice, state, owner, message) {
      await db.query(
        `UPDATE deliveries SET state = CASE WHEN notice = $3 THEN $4 ELSE state END,
           message_id = coalesce($5, message_id), message_channel_id = coalesce($6, message_channel_id),
           lease_owner = CASE WHEN notice = $3 THEN NULL ELSE lease_owner END
         WHERE job_id = $1 AND lease_owner = $2`,
        [id, owner, notice, state, message?.id ?? null, message?.channelId ?? null],
      )
    },
    async setMessage(id, message) {
      await db.query(
        `INSERT INTO deliveries (job_id, state, message_id, message_channel_id) VALUES ($1, 'waiting', $2, $3)
         ON CONFLICT (job_id) DO UPDATE SET message_id = $2, message_channel_id = $3
           WHERE deliveries.state IN ('waiting', 'pending')`,
        [id, message.id, message.channelId],
      )
    },
    async retract(id, notice) {
      await db.query(
        `UPDATE deliveries SET state = 'waiting', notice = NULL, attempt = NULL WHERE job_id = $1 AND notice = $2`,
        [id, notice],
      )
    },
    async repeat(id) {
      await db.query(
        `UPDATE deliveries SET state = 'pending', lease_owner = NULL, lease_until_ms = 0
         WHERE job_id = $1 AND state = 'delivered'`,
        [id],
      )
    },
    notify: (id, notice, owner, leaseMs) => writeParts(db, [notification(id, { notice, owner, leaseMs })]),
  }
}

import { nextInTurn, type QueueEntry, type Shares } from '../../jobs/fair-queue.ts'
import type { Job } from '../../jobs/job.ts'
import type { Database, Row } from './database.ts'
import { jobFromRow } from './job-row.ts'

const entryColumns = `id, coalesce(guild_id, 'user:' || user_id) AS guild_key, user_id, created_ms`

/** See `JobStore.claimNext`. */
export function claimNext(
  db: Database,
  owner: string,
  shares: Shares,
  nowMs: number,
  leaseUntilMs: number,
): Job | undefined {
  // Most calls find an empty queue, and reading takes no write lock.
  if (!db.get(`SELECT 1 FROM jobs WHERE state = 'queued' AND not_before_ms <= ? LIMIT 1`, nowMs)) return undefined
  return db.transaction(() => {
    const waiting = db.all(`SELECT ${entryColumns} FROM jobs WHERE state = 'queued' AND not_before_ms <= ?`, nowMs)
    const running = db.all(`SELECT ${entryColumns} FROM jobs WHERE state IN ('submitting', 'running')`)
    const next = nextInTurn(waiting.map(entryFromRow), running.map(entryFromRow), shares)
    if (!next) return undefined
    const row = db.get(
      `UPDATE jobs SET state = 'submitting', attempts = attempts + 1, lease_owner = ?, lease_until_ms = ?
       WHERE id = ? RETURNING *`,
      owner,
      leaseUntilMs,
      next.id,
    )
    return row && jobFromRow(row)
  })
}

/** See `JobStore.claimStranded`. */
export function claimStranded(db: Database, owner: string, nowMs: number, leaseUntilMs: number): Job[] {
  const stranded = `(state IN ('announced', 'submitting', 'running') OR delivery = 'pending') AND lease_until_ms <= ?`
  if (!db.get(`SELECT 1 FROM jobs WHERE ${stranded} LIMIT 1`, nowMs)) return []
  return db.transaction(() =>
    db
      .all(
        `UPDATE jobs SET lease_owner = ?, lease_until_ms = ? WHERE ${stranded} RETURNING *`,
        owner,
        leaseUntilMs,
        nowMs,
      )
      .map(jobFromRow),
  )
}

function entryFromRow(row: Row): QueueEntry {
  return {
    id: String(row['id']),
    guildKey: String(row['guild_key']),
    userId: String(row['user_id']),
    createdMs: Number(row['created_ms']),
  }
}

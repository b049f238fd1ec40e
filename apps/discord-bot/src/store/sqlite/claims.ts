import { nextInTurn, type QueueEntry, type RunningJobs, type Shares } from '../../jobs/fair-queue.ts'
import type { Job } from '../../jobs/job.ts'
import type { Database, Row } from './database.ts'
import { jobFromRow } from './job-row.ts'

const guildKey = `coalesce(guild_id, 'user:' || user_id) AS guild_key`

/** See `JobStore.claimNext`. */
export async function claimNext(
  db: Database,
  owner: string,
  shares: Shares,
  nowMs: number,
  leaseUntilMs: number,
): Promise<Job | undefined> {
  // Most calls find an empty queue, and reading takes no write lock.
  if (!db.get(`SELECT 1 FROM jobs WHERE state = 'queued' AND not_before_ms <= ? LIMIT 1`, nowMs)) return undefined
  return db.transaction(() => {
    const waiting = db.all(
      `SELECT id, ${guildKey}, user_id, created_ms FROM jobs WHERE state = 'queued' AND not_before_ms <= ?`,
      nowMs,
    )
    const running = db.all(
      `SELECT ${guildKey}, user_id, count(*) AS count FROM jobs WHERE state IN ('submitting', 'running')
       GROUP BY guild_key, user_id`,
    )
    const next = nextInTurn(waiting.map(entryFromRow), running.map(runningFromRow), shares)
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
export async function claimStranded(
  db: Database,
  owner: string,
  nowMs: number,
  leaseUntilMs: number,
): Promise<readonly Job[]> {
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

function runningFromRow(row: Row): RunningJobs {
  return { guildKey: String(row['guild_key']), userId: String(row['user_id']), count: Number(row['count']) }
}

import type { Job, NewJob } from '../../jobs/job.ts'
import type { Usage, UsageQuery } from '../../limits/limits.ts'
import type { LedgerRow } from '../store.ts'
import type { Database } from './database.ts'

/** Call within the transaction that writes the job. */
export function reserve(db: Database, job: NewJob): void {
  append(db, job, { kind: 'reserve', units: job.estimateUnits, images: job.request.count, atMs: job.createdMs })
}

/**
 * Brings the job's sum to what it costs, by one row; none when it stands there already. Call within the transaction that
 * moves the job.
 */
export function settle(db: Database, job: Job, cost: { units: number; images: number; atMs: number }): void {
  const sum = db.get('SELECT sum(units) AS units, sum(images) AS images FROM ledger WHERE job_id = ?', job.id)
  const units = cost.units - Number(sum?.['units'])
  const images = cost.images - Number(sum?.['images'])
  const kind = cost.units === 0 && cost.images === 0 ? 'refund' : 'settle'
  if (units !== 0 || images !== 0) append(db, job, { kind, units, images, atMs: cost.atMs })
}

export function usageOf(db: Database, guildId: string | null, query: UsageQuery): Usage {
  // Direct messages have no server: there a person's use counts, wherever the messages were.
  const where = { user: 'user_id = ?', channel: 'channel_id = ?', guild: `? = ''` }[query.scope]
  const row = db.get(
    `SELECT coalesce(sum(units), 0) AS units, coalesce(sum(images), 0) AS images
     FROM ledger WHERE guild_id IS ? AND counted_ms >= ? AND ${where}`,
    guildId,
    query.sinceMs,
    query.scope === 'guild' ? '' : query.id,
  )
  return { units: Number(row?.['units']), images: Number(row?.['images']) }
}

export function ledgerRows(db: Database, jobId?: string): LedgerRow[] {
  const rows =
    jobId === undefined
      ? db.all('SELECT * FROM ledger ORDER BY id')
      : db.all('SELECT * FROM ledger WHERE job_id = ? ORDER BY id', jobId)
  return rows.map((row) => ({
    jobId: String(row['job_id']),
    kind: row['kind'] as LedgerRow['kind'],
    units: Number(row['units']),
    images: Number(row['images']),
    atMs: Number(row['at_ms']),
  }))
}

function append(
  db: Database,
  job: NewJob,
  entry: { kind: LedgerRow['kind']; units: number; images: number; atMs: number },
): void {
  db.run(
    `INSERT INTO ledger (job_id, kind, guild_id, channel_id, user_id, units, images, counted_ms, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    job.id,
    entry.kind,
    job.place.guildId,
    job.place.channelId,
    job.place.userId,
    entry.units,
    entry.images,
    job.createdMs,
    entry.atMs,
  )
}

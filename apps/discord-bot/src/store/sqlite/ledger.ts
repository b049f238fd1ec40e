import type { SqliteDatabase } from '@fluxkit/jobs/node'
import type { BotJob } from '../../model/job.ts'
import type { Settlement } from '../../model/settlement.ts'
import type { Usage, UsageQuery } from '../../limits/check-limits.ts'
import { usagesFrom, usageStatement } from '../rows/usage-query.ts'
import type { LedgerRow } from '../store.ts'

/** Call within the transaction that writes the job. */
export function reserve(db: SqliteDatabase, job: BotJob, reservation: Settlement): void {
  append(db, job, { kind: 'reserve', ...reservation, atMs: job.createdAtMs })
}

/**
 * Brings the job's sum to what it counts for, by one row; none when it stands there already. Call within the transaction
 * that writes the job.
 */
export function settle(db: SqliteDatabase, job: BotJob, to: Settlement & { readonly atMs: number }): void {
  const sum = db.get(
    'SELECT coalesce(sum(units), 0) AS units, coalesce(sum(images), 0) AS images FROM ledger WHERE job_id = ?',
    job.id,
  )
  const units = to.units - Number(sum?.['units'])
  const images = to.images - Number(sum?.['images'])
  const kind = to.units === 0 && to.images === 0 ? 'refund' : 'settle'
  if (units !== 0 || images !== 0) append(db, job, { kind, units, images, atMs: to.atMs })
}

export function usagesOf(db: SqliteDatabase, guildId: string | null, queries: readonly UsageQuery[]): readonly Usage[] {
  if (queries.length === 0) return []
  const { sql, values } = usageStatement(guildId, queries, () => '?')
  return usagesFrom(db.all(sql, ...values))
}

export function ledgerRows(db: SqliteDatabase, jobId?: string): LedgerRow[] {
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
  db: SqliteDatabase,
  { id, place, createdAtMs }: BotJob,
  entry: { kind: LedgerRow['kind']; units: number; images: number; atMs: number },
): void {
  db.run(
    `INSERT INTO ledger (job_id, kind, guild_id, channel_id, user_id, units, images, counted_ms, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    entry.kind,
    place.origin.guildId,
    place.origin.channelId,
    place.origin.userId,
    entry.units,
    entry.images,
    Math.round(createdAtMs),
    Math.round(entry.atMs),
  )
}

import type { PostgresQueries, PostgresTransaction } from '@fluxkit/jobs/node'
import type { BotJob } from '../../model/job.ts'
import type { Settlement } from '../../model/settlement.ts'
import type { Usage, UsageQuery } from '../../limits/limits.ts'
import { usagesFrom, usageStatement } from '../rows/usage-query.ts'
import type { LedgerRow } from '../store.ts'

/** Call within the transaction that writes the job. */
export async function reserve(tx: PostgresTransaction, job: BotJob, reservation: Settlement): Promise<void> {
  await append(tx, job, { kind: 'reserve', ...reservation, atMs: job.createdAtMs })
}

/**
 * Brings the job's sum to what it counts for, by one row; none when it stands there already. Call within the transaction
 * that writes the job: the lock of its row keeps two settlements apart.
 */
export async function settle(
  tx: PostgresTransaction,
  job: BotJob,
  to: Settlement & { readonly atMs: number },
): Promise<void> {
  const sums = 'coalesce(sum(units), 0) AS units, coalesce(sum(images), 0) AS images'
  const [sum] = await tx.query(`SELECT ${sums} FROM ledger WHERE job_id = $1`, [job.id])
  const units = to.units - Number(sum?.['units'])
  const images = to.images - Number(sum?.['images'])
  const kind = to.units === 0 && to.images === 0 ? 'refund' : 'settle'
  if (units !== 0 || images !== 0) await append(tx, job, { kind, units, images, atMs: to.atMs })
}

export async function usagesOf(
  on: PostgresQueries,
  guildId: string | null,
  queries: readonly UsageQuery[],
): Promise<readonly Usage[]> {
  if (queries.length === 0) return []
  const { sql, values } = usageStatement(guildId, queries, (position) => `$${position}`)
  return usagesFrom(await on.query(sql, values))
}

export async function ledgerRows(on: PostgresQueries, jobId?: string): Promise<LedgerRow[]> {
  const rows =
    jobId === undefined
      ? await on.query('SELECT * FROM ledger ORDER BY id')
      : await on.query('SELECT * FROM ledger WHERE job_id = $1 ORDER BY id', [jobId])
  return rows.map((row) => ({
    jobId: String(row['job_id']),
    kind: row['kind'] as LedgerRow['kind'],
    units: Number(row['units']),
    images: Number(row['images']),
    atMs: Number(row['at_ms']),
  }))
}

async function append(
  tx: PostgresTransaction,
  { id, place, createdAtMs }: BotJob,
  entry: { kind: LedgerRow['kind']; units: number; images: number; atMs: number },
): Promise<void> {
  await tx.query(
    `INSERT INTO ledger (job_id, kind, guild_id, channel_id, user_id, units, images, counted_ms, at_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      entry.kind,
      place.origin.guildId,
      place.origin.channelId,
      place.origin.userId,
      entry.units,
      entry.images,
      Math.round(createdAtMs),
      Math.round(entry.atMs),
    ],
  )
}

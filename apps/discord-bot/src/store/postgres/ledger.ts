import type { AddValue, PostgresPart, PostgresQueries } from '@fluxkit/jobs/node'
import type { BotJob } from '../../model/job.ts'
import type { Settlement } from '../../model/settlement.ts'
import type { Usage, UsageQuery } from '../../limits/check-limits.ts'
import { usagesFrom, usageStatement } from '../rows/usage-query.ts'
import type { LedgerRow } from '../store.ts'

/** Written together with the job. */
export function reservation(job: BotJob, { units, images }: Settlement): PostgresPart {
  return (value) =>
    append(
      job,
      'reserve',
      { units: `${value(units)}::bigint`, images: `${value(images)}::bigint`, atMs: job.createdAtMs },
      value,
    )
}

/**
 * Brings the job's sum to what it counts for, by one row; none when it stands there already. Only who holds the job may do it: that
 * keeps two settlements apart.
 */
export function settlement(job: BotJob, to: Settlement & { readonly atMs: number }): PostgresPart {
  return (value) => {
    const [units, images] = [to.units, to.images].map((one) => `${value(one)}::bigint`)
    const kind = to.units === 0 && to.images === 0 ? 'refund' : 'settle'
    const row = { units: `${units} - known.units`, images: `${images} - known.images`, atMs: to.atMs }
    return `${append(job, kind, row, value)},
      (SELECT coalesce(sum(units), 0) AS units, coalesce(sum(images), 0) AS images
       FROM ledger WHERE job_id = ${value(job.id)}) AS known
      WHERE known.units <> ${units} OR known.images <> ${images}`
  }
}

/** A row of the ledger; its amounts are expressions. */
function append(
  { id, place, createdAtMs }: BotJob,
  kind: LedgerRow['kind'],
  { units, images, atMs }: { readonly units: string; readonly images: string; readonly atMs: number },
  value: AddValue,
): string {
  const { guildId, channelId, userId } = place.origin
  const [of, counted, at] = [[id, kind, guildId, channelId, userId], [Math.round(createdAtMs)], [Math.round(atMs)]].map(
    (values) => values.map(value).join(', '),
  )
  return `INSERT INTO ledger (job_id, kind, guild_id, channel_id, user_id, units, images, counted_ms, at_ms)
    SELECT ${of}, ${units}, ${images}, ${counted}, ${at} FROM written`
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

import type { PostgresDatabase } from '../../packages/jobs/src/node/index.ts'

/** A job as the database has it. */
export interface BookedJob {
  readonly id: string
  readonly prompt: string
  readonly state: string
  readonly delivery: string
  readonly notice: string | undefined
  /** The sum of its rows in the ledger. */
  readonly units: number
}

export async function readBooks(db: PostgresDatabase): Promise<BookedJob[]> {
  const rows = await db.query(
    `SELECT job_id, prompt, job_index.state, coalesce(deliveries.state, 'waiting') AS delivery, notice,
       (SELECT coalesce(sum(units), 0)::bigint FROM ledger WHERE ledger.job_id = job_index.job_id) AS units
     FROM job_index LEFT JOIN deliveries USING (job_id) ORDER BY created_ms, job_id`,
  )
  return rows.map((row) => ({
    id: String(row['job_id']),
    prompt: String(row['prompt']),
    state: String(row['state']),
    delivery: String(row['delivery']),
    notice: typeof row['notice'] === 'string' ? row['notice'] : undefined,
    units: Number(row['units']),
  }))
}

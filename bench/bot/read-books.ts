import { DatabaseSync } from 'node:sqlite'

/** What the bot has saved, by prompt. Times are epoch milliseconds. */
export interface BookedJob {
  readonly id: string
  readonly prompt: string
  readonly state: string
  readonly delivery: string
  readonly submittedMs: number
  readonly finishedMs: number
  readonly units: number
}

/** Reads the database of a bot that has stopped. */
export function readBooks(path: string): BookedJob[] {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    return db
      .prepare(
        `SELECT job_id AS id, prompt, job_index.state, coalesce(deliveries.state, 'waiting') AS delivery, finished_ms,
           json_extract(record, '$.attempts[0].sentAtMs') AS submitted_ms,
           (SELECT coalesce(sum(units), 0) FROM ledger WHERE ledger.job_id = job_index.job_id) AS units
         FROM job_index JOIN fluxkit_jobs ON id = job_id LEFT JOIN deliveries USING (job_id)`,
      )
      .all()
      .map((row) => ({
        id: String(row['id']),
        prompt: String(row['prompt']),
        state: String(row['state']),
        delivery: String(row['delivery']),
        submittedMs: Number(row['submitted_ms'] ?? NaN),
        finishedMs: Number(row['finished_ms'] ?? NaN),
        units: Number(row['units']),
      }))
  } finally {
    db.close()
  }
}

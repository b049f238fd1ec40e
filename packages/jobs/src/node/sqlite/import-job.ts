import type { Job } from '../../job/job.ts'
import type { SqliteDatabase } from './database.ts'
import { derivedColumns, derivedValues } from './job-rows.ts'

/**
 * Writes a job that an earlier program made, in the tables of `createSqliteStore`; call it within a transaction or a
 * migration. It has no holder and no sign of life but its own `wantedAtMs`, so that an old one isn't submitted unasked.
 *
 * @throws {TypeError} for a record that couldn't be read again
 * @throws {Error} what SQLite says when the id is taken
 */
export function importJob<P>(db: SqliteDatabase, job: Job<P>, laneOf: (job: Job<P>) => string = () => ''): void {
  const columns = ['id', ...derivedColumns, 'fence', 'lease_boot', 'lease_until_ms']
  db.run(
    `INSERT INTO fluxkit_jobs (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    job.id,
    ...derivedValues(job, laneOf),
    0,
    '',
    0,
  )
  if (!job.task) return
  // A task that two old records name belongs to the first of them; the other one searches for its own.
  db.run('INSERT OR IGNORE INTO fluxkit_job_tasks VALUES (?, ?, ?)', job.task.id, job.id, JSON.stringify(job.task))
}

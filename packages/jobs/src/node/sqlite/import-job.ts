import type { Job } from '../../job/job.ts'
import type { SqliteDatabase } from './database.ts'
import { insertJob } from './job-rows.ts'

/**
 * Writes a job that an earlier program made, in the tables of `createSqliteStore`; call it within a transaction or a
 * migration. It has no holder and no sign of life but its own `wantedAtMs`, so that an old one isn't submitted unasked.
 *
 * @throws {TypeError} for a record that couldn't be read again
 * @throws {Error} what SQLite says when the id is taken
 */
export function importJob<P>(db: SqliteDatabase, job: Job<P>, laneOf: (job: Job<P>) => string = () => ''): void {
  insertJob(db, job, laneOf)
  if (!job.task) return
  // A task that two old records name belongs to the first of them; the other one searches for its own.
  db.run('INSERT OR IGNORE INTO fluxkit_job_tasks VALUES (?, ?, ?)', job.task.id, job.id, JSON.stringify(job.task))
}

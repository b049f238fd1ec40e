import { isDamaged, type Job, type Task } from '../../job/job.ts'
import { readJob } from '../../job/read-job.ts'
import type { Listed } from '../../stores/job-store.ts'
import { shown } from '../../stores/records.ts'
import { derivedColumns, derivedValues } from '../sqlite/job-rows.ts'
import type { PostgresRow, PostgresValue } from './database.ts'

/** Does a live process hold it, by the clock of the database? */
export const isHeld = '(holder IS NOT NULL AND lease_until_ms > fluxkit_now())'

/** All columns of a job, and whether it is held. A host may join its own tables to them. */
export const selectJobs: string = `SELECT *, ${isHeld} AS held FROM fluxkit_jobs`

/** Columns derived from a record, with their values. */
export function derivedOf<P>(
  job: Job<P>,
  laneOf: (job: Job<P>) => string,
): { readonly columns: readonly string[]; readonly values: readonly PostgresValue[] } {
  // SQLite values are strings, numbers and null here.
  return { columns: derivedColumns, values: derivedValues(job, laneOf) as PostgresValue[] }
}

export function rowTask(row: PostgresRow): Task | undefined {
  return typeof row['task'] === 'string' ? (JSON.parse(row['task']) as Task) : undefined
}

/** A job from a row of {@link selectJobs}. */
export function rowListed<P>(row: PostgresRow): Listed<P> {
  const entry = readJob<P>(String(row['record']), String(row['id']))
  if (isDamaged(entry)) return entry
  const seenAtMs = typeof row['seen_at_ms'] === 'number' ? row['seen_at_ms'] : undefined
  return { job: shown(entry.job, rowTask(row), seenAtMs), held: row['held'] === true }
}

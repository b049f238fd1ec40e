import { type Entry, isDamaged, type Job, type Task } from '../../job/job.ts'
import { readJob } from '../../job/read-job.ts'
import { dueAtMs } from '../../outcome/recheck-times.ts'
import type { Listed } from '../../stores/job-store.ts'
import { recordText, shown } from '../../stores/records.ts'
import type { Row, SqliteDatabase, SqlValue } from './database.ts'
import type { LeaseClock } from './lease-clock.ts'

/** Columns derived from a record, in the order of {@link derivedColumns}. */
export function derivedValues<P>(job: Job<P>, laneOf: (job: Job<P>) => string): SqlValue[] {
  const isWaiting = !job.end && !job.task && job.images.length === 0 && job.attempts.every(isProvedUnsent)
  return [
    recordText(job),
    job.rev,
    job.origin.app,
    laneOf(job),
    job.createdAtMs,
    job.wantedAtMs,
    dueAtMs(job) ?? null,
    isWaiting ? 1 : 0,
    job.end ? 1 : 0,
  ]
}

export const derivedColumns: readonly string[] = [
  'record',
  'rev',
  'app',
  'lane',
  'created_at_ms',
  'wanted_at_ms',
  'due_at_ms',
  'is_waiting',
  'has_ended',
]

/** A new row without a holder. @throws {Error} what SQLite says when the id is taken */
export function insertJob<P>(db: SqliteDatabase, job: Job<P>, laneOf: (job: Job<P>) => string): void {
  const columns = ['id', ...derivedColumns, 'fence', 'lease_boot', 'lease_until_ms']
  const values = [job.id, ...derivedValues(job, laneOf), 0, '', 0]
  db.run(`INSERT INTO fluxkit_jobs (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, ...values)
}

/** All columns of a job and the task that was noted for it. */
export const selectJobs =
  'SELECT fluxkit_jobs.*, task FROM fluxkit_jobs LEFT JOIN fluxkit_job_tasks ON job_id = id AND task IS NOT NULL'

export function rowEntry<P>(row: Row): Entry<P> {
  return readJob<P>(String(row['record']), String(row['id']))
}

export function rowTask(row: Row): Task | undefined {
  return typeof row['task'] === 'string' ? (JSON.parse(row['task']) as Task) : undefined
}

export function rowIsHeld(row: Row, { now, boot }: LeaseClock): boolean {
  return row['holder'] !== null && row['lease_boot'] === boot && Number(row['lease_until_ms']) > now()
}

export function rowListed<P>(row: Row, clock: LeaseClock): Listed<P> {
  const entry = rowEntry<P>(row)
  if (isDamaged(entry)) return entry
  const seenAtMs = typeof row['seen_at_ms'] === 'number' ? row['seen_at_ms'] : undefined
  return { job: shown(entry.job, rowTask(row), seenAtMs), held: rowIsHeld(row, clock) }
}

function isProvedUnsent({ outcome }: Job['attempts'][number]): boolean {
  return outcome?.kind === 'refused' || outcome?.kind === 'not_sent'
}

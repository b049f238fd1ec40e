import type { Job } from '../../job/job.ts'
import type { Claim } from '../../stores/job-store.ts'
import type { PostgresQueries, PostgresRow, PostgresValue } from './database.ts'

/** Adds a parameter to a statement. @returns Its placeholder, such as `$3`. */
export type AddValue = (value: PostgresValue) => string

/**
 * A statement that runs only when the one before it has written: its SQL selects from `written`, which then has one row and
 * otherwise none.
 */
export type PostgresPart = (value: AddValue) => string

/** A statement and its parameters. */
export interface PostgresStatement {
  readonly sql: string
  readonly values: readonly PostgresValue[]
}

/**
 * One statement out of several: all of them or none, in one round trip. All parts see the data as they were before it, and the order
 * in which they run is not defined.
 *
 * @param written What the parts depend on.
 * @param result The columns of `written` that the statement returns.
 */
export function oneStatement(
  written: PostgresPart,
  parts: readonly PostgresPart[],
  result: string = '1',
): PostgresStatement {
  const values: PostgresValue[] = []
  const value: AddValue = (one) => `$${values.push(one)}`
  const head = written(value)
  const rest = parts.map((part, at) => `part${at} AS (${part(value)})`)
  return { sql: `WITH ${[head, ...rest].join(', ')} SELECT ${result} FROM written`, values }
}

/**
 * Writes a job whose claim holds, in one statement.
 *
 * @returns The row, with the task as it is known; `undefined`: nothing was written. Why is for a transaction to find out.
 */
export async function commitAtOnce<P>(
  on: PostgresQueries,
  { job, holder, fence }: Claim<P>,
  next: Job<P>,
  derived: { readonly columns: readonly string[]; readonly values: readonly PostgresValue[] },
  parts: readonly PostgresPart[],
): Promise<PostgresRow | undefined> {
  const { task } = next
  const isNewTask = task !== undefined && task.id !== job.task?.id

  function written(value: AddValue): string {
    const id = value(job.id)
    const holds = `id = ${id} AND holder = ${value(holder)} AND fence = ${value(fence)} AND rev = ${value(job.rev)}`
    const set = derived.columns.map((column, at) => `${column} = ${value(derived.values[at] ?? null)}`)
    if (!isNewTask) return `written AS (UPDATE fluxkit_jobs SET ${set.join(', ')} WHERE ${holds} RETURNING id, task)`
    set.push(`task = ${value(JSON.stringify(task))}`)
    // A task that another job has is not returned, and nothing is written then.
    return `before AS (SELECT id FROM fluxkit_jobs WHERE ${holds} AND task IS NULL FOR UPDATE),
      owned AS (
        INSERT INTO fluxkit_job_tasks AS known SELECT ${value(task.id)}, id FROM before
        ON CONFLICT (task_id) DO UPDATE SET job_id = known.job_id WHERE known.job_id = excluded.job_id
        RETURNING job_id
      ),
      written AS (
        UPDATE fluxkit_jobs AS job SET ${set.join(', ')} FROM owned WHERE job.id = owned.job_id RETURNING job.id, job.task
      )`
  }

  const { sql, values } = oneStatement(written, parts, 'task')
  const [row] = await on.query(sql, values)
  return row
}

import type { Task } from '../../job/job.ts'
import type { PostgresQueries, PostgresTransaction } from './database.ts'

/** The job that a task belongs to. */
export async function ownerOf(on: PostgresQueries, taskId: string): Promise<string | undefined> {
  const [row] = await on.query('SELECT job_id FROM fluxkit_job_tasks WHERE task_id = $1', [taskId])
  return typeof row?.['job_id'] === 'string' ? row['job_id'] : undefined
}

/** Makes a task a job's own. Call it with the row of the job locked. */
export async function own(
  tx: PostgresTransaction,
  jobId: string,
  task: Task,
  known: Task | undefined,
): Promise<'adopted' | 'taken' | 'other'> {
  if (known?.id === task.id) return 'adopted'
  const owner = await ownerOf(tx, task.id)
  if (owner !== undefined) return owner === jobId ? 'adopted' : 'taken'
  if (known) return 'other'
  // Waits for another transaction that has just inserted the same task.
  const inserted = await tx.query(
    'INSERT INTO fluxkit_job_tasks VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING task_id',
    [task.id, jobId],
  )
  if (inserted.length === 0) return 'taken'
  await tx.query('UPDATE fluxkit_jobs SET task = $2 WHERE id = $1', [jobId, JSON.stringify(task)])
  return 'adopted'
}

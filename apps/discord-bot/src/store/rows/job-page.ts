import type { Job } from '../../model/job.ts'
import type { JobCursor, JobPage } from '../store.ts'

/** Before every job. */
export const newest: JobCursor = { createdMs: Number.MAX_SAFE_INTEGER, id: '' }

/** @param rows of `job_index`; a job of theirs that can't be read is left out */
export function pageFrom(
  rows: readonly Readonly<Record<string, unknown>>[],
  limit: number,
  jobs: readonly Job[],
): JobPage {
  const last = rows.length < limit ? undefined : rows.at(-1)
  if (!last) return { jobs }
  return { jobs, next: { createdMs: Number(last['created_ms']), id: String(last['job_id']) } }
}

import type { JobTools } from './job-tools.ts'
import type { Job } from './job.ts'

/**
 * Lets a job of unknown outcome go on, because its task has ended: it waits for that end again, as after a restart, and is
 * told and settled by it. Whoever has been told meanwhile that nothing came has had the reservation back.
 * @param taskId of a submission that got no answer, or the one that the job has
 * @returns false when it is not `unknown` any more
 */
export async function healUnknown(
  { jobs }: JobTools['store'],
  job: Pick<Job, 'id' | 'submittedMs' | 'createdMs'>,
  taskId: string,
): Promise<boolean> {
  const change = { taskId, submittedMs: job.submittedMs ?? job.createdMs }
  return (await jobs.move(job.id, 'unknown', 'running', change)) !== undefined
}

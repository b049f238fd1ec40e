import { worksOnJobs } from '../config/role.ts'
import type { JobState } from '../model/job.ts'
import type { RunnerParts } from './runner-parts.ts'

/** Jobs that a callback can advance: a cancelled job that was accepted anyway is delivered. */
const mayGoOn: ReadonlySet<JobState> = new Set(['unknown', 'running', 'overdue', 'cancelled'])

/**
 * A callback names a job's task, or only says that there is one: then the lost submission is searched for.
 * @returns false when it isn't this job's
 */
export async function adoptTask(
  { tools: { store, clock, log, config }, runner }: RunnerParts,
  id: string,
  taskId: string | undefined,
): Promise<boolean> {
  if (taskId !== undefined) {
    const task = { id: taskId, via: 'callback', atMs: Math.round(clock.now()) } as const
    if ((await runner.adopt(id, task)) !== 'adopted') return false
  }
  const job = await store.jobs.get(id)
  if (!job) return false
  const isChange = taskId === undefined ? job.state === 'unknown' : mayGoOn.has(job.state)
  // What the user deleted stays deleted. A job that waits for its next check continues now.
  if (isChange && job.request.prompt !== '' && !runner.activeIds.includes(id)) {
    // If workers wait for tasks, this process only checks once.
    runner
      .run(id, worksOnJobs(config.FLUXKIT_ROLE) ? {} : { waitMs: 0 })
      .catch((error: unknown) => log.error({ jobId: id, error }, 'a job could not go on after its callback'))
  }
  return true
}

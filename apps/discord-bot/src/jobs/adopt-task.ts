import { worksOnJobs } from '../config/role.ts'
import type { JobState } from '../model/job.ts'
import type { RunnerParts } from './runner-parts.ts'

/** Jobs that a callback can bring further: what was cancelled and accepted anyway is delivered. */
const mayGoOn: ReadonlySet<JobState> = new Set(['unknown', 'running', 'overdue', 'cancelled'])

/**
 * A callback names the task of a job, or only that there is one: a lost submission is searched for then.
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
  // What its user had forgotten stays forgotten. One that rests until its next check continues now.
  if (isChange && job.request.prompt !== '' && !runner.activeIds.includes(id)) {
    // Where workers wait for tasks, this process only checks once.
    runner
      .run(id, worksOnJobs(config.FLUXKIT_ROLE) ? {} : { waitMs: 0 })
      .catch((error: unknown) => log.error({ jobId: id, error }, 'a job could not go on after its callback'))
  }
  return true
}

import { expectedDurationMs } from './durations.ts'
import type { Job } from './job.ts'
import type { JobTools } from './job-tools.ts'
import { tellProgress } from './tell-progress.ts'

/** A little after the announced moment: Discord's clients count whole seconds. */
const graceMs = 1_000

/** A process that was suspended wakes up to a result that another has delivered in its place. Never fails. */
async function tellIfOurs(tools: JobTools, job: Job): Promise<void> {
  try {
    const now = await tools.store.jobs.get(job.id)
    if (now?.state === 'running' && now.leaseOwner === job.leaseOwner) await tellProgress(tools, now)
  } catch (error) {
    tools.log.info({ jobId: job.id, error }, 'lateness could not be shown')
  }
}

/**
 * Says so, once, when the announced moment has passed without a result.
 * @returns ends it; resolves when nothing of it is under way any more, so that it cannot come after the result
 */
export async function watchLateness(tools: JobTools, job: Job): Promise<() => Promise<void>> {
  const { store, clock } = tools
  const dueMs = (job.submittedMs ?? clock.now()) + (await expectedDurationMs(store.jobs, job.request.model)) + graceMs
  let telling = Promise.resolve()
  const cancel = clock.setTimer(
    () => {
      telling = tellIfOurs(tools, job)
    },
    Math.max(0, dueMs - clock.now()),
  )
  return async () => {
    cancel()
    await telling
  }
}

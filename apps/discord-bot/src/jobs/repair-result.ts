import type { JobTools } from './job-tools.ts'

const againMs = 1_000
/** Longer than Discord takes for a message with files. */
const patienceMs = 60_000

/**
 * An edit with older progress has arrived late, or may have: where a result stood, it is sent again. Never fails.
 * @param id of the job whose delivery writes the message
 */
export async function repairResult(
  { store, clock, log }: Pick<JobTools, 'store' | 'clock' | 'log'>,
  id: string,
): Promise<void> {
  try {
    let job = await store.jobs.get(id)
    // It is being sent at this moment.
    for (const endsAtMs = clock.now() + patienceMs; clock.now() < endsAtMs; job = await store.jobs.get(id)) {
      if (job?.delivery !== 'pending' || !job.attempt) break
      await new Promise<void>((resolve) => void clock.setTimer(resolve, againMs))
    }
    if (job?.delivery !== 'delivered' || (job.attempt?.way !== 'answer' && job.attempt?.way !== 'edit')) return
    log.info({ jobId: id }, 'progress may have arrived after the result, which is sent once more')
    await store.deliveries.repeat(id)
  } catch (error) {
    log.warn({ jobId: id, error }, 'it could not be checked whether older progress has replaced a result')
  }
}

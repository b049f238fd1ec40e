import type { JobTools } from './job-tools.ts'
import type { Job } from './job.ts'

/**
 * Writes down how far a job is once it has been submitted. A journal that cannot be written any more (full disk) is told
 * and does not end the work: what was paid for is collected all the same, and nobody hears that nothing was charged.
 */
export async function noteDown({ store, emit }: Pick<JobTools, 'store' | 'emit'>, job: Job): Promise<void> {
  try {
    await store.write(job)
  } catch (error) {
    emit({ type: 'journal-failed', job, error })
  }
}

import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'

/** Shows a user the outcome of a job that has no image. The sentences about failures are loaded with the first one. */
export async function showFailure(services: Services, job: JobView): Promise<void> {
  if (job.failure === undefined) return
  const { showFailureMessage } = await import('./failure-message.ts')
  await showFailureMessage(services, job, job.failure)
}

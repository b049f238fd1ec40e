import type { MessageRef } from '../discord/discord-port.ts'
import type { DeliveryWay, ToldJob } from '../job/job.ts'
import type { JobTools } from './job-tools.ts'

/** Writes down that a person was told, and by which message. */
export async function told(
  { store, metrics, log }: JobTools,
  job: ToldJob,
  way: DeliveryWay,
  sent: MessageRef,
  owner: string,
): Promise<'told'> {
  await store.deliveries.setDelivery(job.id, job.notice, 'delivered', owner, sent)
  metrics.deliveries.inc({ way })
  log.info({ jobId: job.id, way, state: job.state }, 'delivered')
  return 'told'
}

/** Writes down that nobody can be told: `/flux show` has it. */
export async function keep({ store, metrics, log }: JobTools, job: ToldJob, owner: string): Promise<'told'> {
  await store.deliveries.setDelivery(job.id, job.notice, 'kept', owner)
  metrics.deliveries.inc({ way: 'kept' })
  log.warn({ jobId: job.id, state: job.state }, 'nobody could be told; kept')
  return 'told'
}

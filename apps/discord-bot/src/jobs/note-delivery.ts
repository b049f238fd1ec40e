import type { MessageRef } from '../discord/discord-port.ts'
import type { DeliveryWay, NotifiedJob } from '../model/job.ts'
import type { JobTools } from './job-tools.ts'

/** Records that a user was notified, and by which message. */
export async function markDelivered(
  { store, metrics, log }: JobTools,
  job: NotifiedJob,
  way: DeliveryWay,
  sent: MessageRef,
  owner: string,
): Promise<'delivered'> {
  await store.deliveries.setDelivery(job.id, job.notice, 'delivered', owner, sent)
  metrics.deliveries.inc({ way })
  log.info({ jobId: job.id, way, state: job.state }, 'delivered')
  return 'delivered'
}

/** Records that no message can be delivered: `/flux show` has it. */
export async function keep({ store, metrics, log }: JobTools, job: NotifiedJob, owner: string): Promise<'delivered'> {
  await store.deliveries.setDelivery(job.id, job.notice, 'kept', owner)
  metrics.deliveries.inc({ way: 'kept' })
  log.warn({ jobId: job.id, state: job.state }, 'no message could be delivered; kept')
  return 'delivered'
}

import type { Charged } from '@fluxkit/core'
import type { Job } from './job.ts'
import { mayBePaid } from './may-be-paid.ts'

/** What is known about the charge of a job: `no` is a proof. */
export function chargedOf(job: Job): Charged {
  if (!mayBePaid(job)) return 'no'
  if (job.cost) return job.cost.amount > 0 ? 'yes' : 'unknown'
  return job.end?.kind === 'done' ? 'yes' : (job.end?.charged ?? 'unknown')
}

import { isOwed, isSandbox, type Job, mayBePaid } from '@fluxkit/jobs'

/**
 * What removing a job from the history needs: `free`: nothing is lost with it; `ask`: an image may be paid for, and nobody
 * can say whether it will ever arrive; `refused`: it is being made, or its image waits at the service.
 */
export type Removal = 'free' | 'ask' | 'refused'

/** The service may have deleted what is older: a user must be able to give it up at last. */
const recoverableForMs = 7 * 86_400_000

export function removalOf(job: Job, nowMs: number, isHeld: boolean): Removal {
  if (isHeld) return 'refused'
  if (isSandbox(job) || !mayBePaid(job)) return 'free'
  const isStopped = job.end?.kind === 'cancelled' || job.end?.kind === 'discarded'
  if (!isOwed({ job }) && !isStopped) return 'free'
  const isKnown = job.task !== undefined || job.images.length > 0
  const isMissing = job.check?.lastCode === 'unknown_task'
  return isKnown && !isMissing && nowMs - job.createdAtMs < recoverableForMs ? 'refused' : 'ask'
}

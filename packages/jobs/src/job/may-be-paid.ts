import type { Job } from './job.ts'
import { isSandbox } from './sandbox.ts'
import { mayBeAccepted } from './state-of.ts'

/**
 * May this job have cost something? The only guard before another submission and before any "not charged". Pure and
 * total; `false` is a proof, everything else is `true`.
 */
export function mayBePaid(job: Job): boolean {
  if (isSandbox(job)) return false
  if (job.images.length > 0 || (job.cost && job.cost.amount !== 0)) return true
  if (unexplainedAttempts(job) > 0) return true
  if (job.task || job.attempts.some(mayBeAccepted)) return job.end?.charged !== 'no'
  return job.end !== undefined && job.end.charged !== 'no'
}

/** Submissions without an answer that are not the one which made the known task: each may have made another. */
function unexplainedAttempts({ attempts, task }: Job): number {
  const possible = attempts.filter(mayBeAccepted)
  const unanswered = possible.filter(({ outcome }) => outcome?.kind !== 'accepted').length
  return task && unanswered === possible.length ? unanswered - 1 : unanswered
}

import { isInDoubt } from '../job/doubt.ts'
import type { Job } from '../job/job.ts'
import { isOpen, mayBeAccepted } from '../job/state-of.ts'
import { isDue } from '../outcome/recheck-times.ts'

/**
 * - `interrupted`: a POST of an earlier process has no answer; it becomes unknown first.
 * - `search`: a lost submission is searched for.
 * - `probe`: a submission that may have been made is searched for, see `isInDoubt`.
 * - `wait` until the task ends, or `check` it once because an earlier wait didn't see it end.
 * - `rest`: nothing to do before `check.nextAtMs`, or nothing automatic any more.
 */
export type Step =
  | 'submit'
  | 'interrupted'
  | 'search'
  | 'probe'
  | 'wait'
  | 'check'
  | 'download'
  | 'finish'
  | 'rest'
  | 'ended'

/**
 * What a job needs next, read from its facts: a job that continues after a crash takes the same step as one that never
 * stopped. Never `submit` while an earlier submission may have been accepted.
 *
 * @param onDemand A user wants it now: planned checks aren't waited for, and the wait is a full one.
 */
export function nextStep(job: Job, nowMs: number, onDemand: boolean = false): Step {
  const isTime = onDemand || isDue(job, nowMs)
  const isComplete = job.images.every(({ kept }) => kept !== undefined)
  if (job.end && isComplete) return 'ended'
  if (job.attempts.some(isOpen) && !job.task && job.images.length === 0) return 'interrupted'
  if (!isTime) return job.end ? 'ended' : 'rest'
  if (job.images.length > 0) return isComplete ? 'finish' : 'download'
  if (job.task) return job.check && !onDemand ? 'check' : 'wait'
  if (job.attempts.some(mayBeAccepted)) return 'search'
  return isInDoubt(job) ? 'probe' : 'submit'
}

import { isOtherAccount, mayBePaid, type RunResult } from '@fluxkit/jobs'
import { failureOf, type JobFailure } from './job-failure.ts'
import { type JobView, viewOf } from './job-view.ts'
import type { Place } from './place.ts'

/**
 * The state of a job now, as a user reads it: some of it is in no record.
 *
 * @param account Of the token that was used.
 * @returns `undefined` when the result brings no job
 */
export function resultView(
  { why, job, error, isWritten }: RunResult<Place>,
  nowMs: number,
  account: string,
): JobView | undefined {
  if (job === undefined) return undefined
  const isElsewhere = why === 'held' || why === 'lost'
  const view = viewOf(job, nowMs, isElsewhere)
  const unknown = (code: string, summary = ''): JobView => withFailure(view, { code, summary, charged: 'unknown' })
  if (!isWritten && job.task && job.end?.kind !== 'done') return unknown('not_written', job.task.id)
  if (isElsewhere) return unknown('held')
  if (why === 'elsewhere') return unknown('elsewhere')
  if (why !== 'blocked') return view
  if (mayBePaid(job) && isOtherAccount(job, account)) return unknown('other_account')
  return withFailure(view, failureOf(error, mayBePaid(job) ? 'unknown' : 'no'))
}

export function withFailure(view: JobView, failure: JobFailure): JobView {
  return { ...view, failure }
}

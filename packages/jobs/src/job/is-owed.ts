import { isDamaged, type Entry } from './job.ts'
import { mayBePaid } from './may-be-paid.ts'

/**
 * May there be an image that was paid for and is not saved yet? Nobody knows what a damaged record holds, so it is owed;
 * what a user discarded isn't.
 */
export function isOwed(entry: Entry): boolean {
  if (isDamaged(entry)) return true
  const { job } = entry
  if (job.end?.kind === 'discarded' || !mayBePaid(job)) return false
  return job.end === undefined || job.images.some(({ kept }) => kept === undefined)
}

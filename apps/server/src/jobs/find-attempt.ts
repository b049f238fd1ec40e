import { isDamaged, type JobStore, type Listed, mayBePaid } from '@fluxkit/jobs'
import { attemptId } from './job-key.ts'

/** More failures of the same call than anyone would repeat. */
const maxAttempts = 1_000

export interface Attempt {
  /** The id of the existing job, or of the one to create. */
  readonly id: string
  readonly entry?: Listed
}

/**
 * The job that stands for a call now: the first one that didn't fail uncharged. A call whose earlier tries failed and cost
 * nothing may be submitted again, under the next id, which again only one process can take.
 */
export async function findAttempt(store: Pick<JobStore, 'read'>, key: string): Promise<Attempt> {
  for (let number = 0; ; number++) {
    const id = attemptId(key, number)
    const entry = await store.read(id)
    if (!entry) return { id }
    if (!makesRoom(entry) || number === maxAttempts) return { id, entry }
  }
}

/**
 * May the call of this job make another one? Yes, if it certainly failed without a charge, or if the user
 * has forgotten it (`fluxkit history --clear`): only its price is kept then, and nobody knows where its images are.
 */
function makesRoom(entry: Listed): boolean {
  if (isDamaged(entry)) return false
  const { job } = entry
  if (job.end === undefined) return false
  return job.request['prompt'] === undefined || (job.end.kind !== 'done' && !mayBePaid(job))
}

/**
 * The first unused variant after this one.
 * @param keyOf the key of the same call with another variant
 */
export async function nextVariant(
  store: Pick<JobStore, 'read'>,
  variant: number,
  keyOf: (variant: number) => string,
): Promise<number> {
  for (let next = variant + 1; ; next++) {
    const entry = await store.read(keyOf(next))
    if (!entry || makesRoom(entry)) return next
  }
}

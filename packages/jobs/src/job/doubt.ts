import { untroubled } from './changes.ts'
import type { Job } from './job.ts'

/** In `check.lastCode` of a job whose record may be older than what was done. */
const code = 'unconfirmed'

/**
 * Its record says that nothing was submitted, but may be outdated: it comes from a backup, or no process worked
 * on it for long. It is searched for among the account's tasks, and never submitted until a user has confirmed it.
 */
export function isInDoubt(job: Pick<Job, 'check' | 'task' | 'images' | 'end'>): boolean {
  return job.check?.lastCode === code && !job.task && job.images.length === 0 && !job.end
}

/** Was the search unsuccessful? Then only a user knows whether the job is still wanted. */
export function isUnconfirmed(job: Job): boolean {
  return isInDoubt(job) && job.check?.nextAtMs === undefined
}

export function doubted<P>(job: Job<P>, nowMs: number): Job<P> {
  return { ...job, check: { nextAtMs: nowMs, sinceMs: nowMs, misses: 0, lastCode: code } }
}

/**
 * It was not found, or (with a moment for the next try) could not be searched for.
 * @param nextAtMs Default: only a user can decide now.
 */
export function notFound<P>(job: Job<P>, nowMs: number, nextAtMs?: number): Job<P> {
  const { sinceMs = nowMs, misses = 0 } = job.check ?? {}
  return { ...job, check: { sinceMs, misses: misses + 1, lastCode: code, ...(nextAtMs !== undefined && { nextAtMs }) } }
}

/** A user still wants it: it may be submitted. */
export function confirmedByPerson<P>(job: Job<P>, nowMs: number): Job<P> {
  return { ...untroubled(job), wantedAtMs: nowMs }
}

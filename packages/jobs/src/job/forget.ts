import type { Job } from './job.ts'
import { isOwed } from './is-owed.ts'

/**
 * The job without what a user may want forgotten: prompt, source, links, place. What budgets and estimates need stays:
 * dates, action, model, count, cost, and that it ended.
 *
 * @returns `undefined` while an image of it is owed, or may be: without the prompt a lost submission can't be found.
 */
export function forgotten<P>(job: Job<P>, place: P): Job<P> | undefined {
  if (!job.end || isOwed({ job })) return undefined
  const { action, model, size, count } = job.request
  const { v, id, rev, service, account, origin, createdAtMs, wantedAtMs, estimate, task, readyAtMs, cost, end } = job
  const { summary: _summary, ...plainEnd } = end
  return {
    v,
    id,
    rev,
    service,
    account,
    origin,
    request: { action, model, size, count },
    place,
    createdAtMs,
    wantedAtMs,
    attempts: job.attempts.map(({ key, sentAtMs, outcome }) => ({
      key,
      wire: {},
      sentAtMs,
      ...(outcome && { outcome }),
    })),
    images: job.images.map(({ tries }) => ({ url: '', tries, kept: '' })),
    ...(estimate && { estimate }),
    ...(task && { task }),
    ...(readyAtMs !== undefined && { readyAtMs }),
    ...(cost && { cost }),
    end: plainEnd,
  }
}

import type { End, Job, Task } from './job.ts'

/**
 * The job with a task that turned out to be its own. Any sign of acceptance is acceptance: an end that says "refused"
 * goes, an end that a user chose stays but no longer claims that nothing was charged.
 */
export function withTask<Place>(job: Job<Place>, task: Task): Job<Place> {
  if (job.task) return job
  const { end, check: _check, ...open } = job
  const kept = end && endBesideTask(end)
  return { ...open, task, ...(kept && { end: kept }) }
}

function endBesideTask(end: End): End | undefined {
  if (end.kind === 'failed') return undefined
  return end.charged === 'no' ? { ...end, charged: 'unknown' } : end
}

import type { Attempt, Cost, End, Job, JobImage, Task } from './job.ts'
import type { Json } from './json.ts'
import { isOpen, openAttempt } from './state-of.ts'
import { withTask } from './with-task.ts'

// The steps of a job that went well, each a new record. What went wrong is in `outcome/`.

/** Written before the POST leaves. An attempt of the same submission that is still open was refused: it is sent again. */
export function attempting<P>(job: Job<P>, attempt: Attempt): Job<P> {
  const earlier = refusedByNow(untroubled(job))
  return { ...earlier, attempts: [...earlier.attempts, attempt] }
}

/** @param key Of the attempt that made the task, where it is known; default: the one that has no answer yet. */
export function accepted<P>(job: Job<P>, task: Task, key?: string): Job<P> {
  const made = key === undefined ? openAttempt(job) : job.attempts.find((one) => one.key === key)
  const outcome = { kind: 'accepted', ...(task.traceId !== undefined && { traceId: task.traceId }) } as const
  const attempts = job.attempts.map((one) => (one === made ? { ...one, outcome } : one))
  return withTask({ ...job, attempts }, task)
}

/** The task has ended with images: possibly fewer than requested. */
export function ready<P>(
  job: Job<P>,
  result: {
    readonly images: readonly { readonly url: string; readonly seed?: number | string | undefined }[]
    readonly cost?: Cost | undefined
  },
  nowMs: number,
): Job<P> {
  const known = new Map(job.images.map((image) => [image.url, image]))
  const images = result.images.map(({ url, seed }): JobImage => {
    return { ...(known.get(url) ?? { url, tries: 0 }), ...(seed !== undefined && { seed }) }
  })
  const listed = new Set(images.map(({ url }) => url))
  return {
    ...untroubled(job),
    images: [...images, ...job.images.filter(({ url }) => !listed.has(url))],
    readyAtMs: job.readyAtMs ?? nowMs,
    ...(result.cost !== undefined && { cost: result.cost }),
  }
}

/** @param facts Where the host keeps the bytes, and what else it wants to know of the image. */
export function kept<P>(job: Job<P>, index: number, facts: Json & { readonly kept: string }): Job<P> {
  return { ...job, images: job.images.map((image, at) => (at === index ? { ...image, ...facts } : image)) }
}

/** Nothing of the check that an earlier trouble left behind is true any more. */
export function untroubled<P>(job: Job<P>): Job<P> {
  // The same job: nothing has to be written.
  if (job.check === undefined) return job
  const { check: _check, ...rest } = job
  return rest
}

/** The last attempt was refused, though why isn't known here: the client was about to send another one. */
export function refusedByNow<P>(job: Job<P>): Job<P> {
  const attempts = job.attempts.map((one) => (isOpen(one) ? { ...one, outcome: { kind: 'refused' } as const } : one))
  return { ...job, attempts }
}

/** The submission named a task that belongs to another job: nothing is proved, and it isn't this job's. */
export function taskTaken<P>(job: Job<P>, nowMs: number): Job<P> {
  const { task: _task, ...rest } = job
  const attempts = job.attempts.map((one) =>
    isOpen(one) || one.outcome?.kind === 'accepted'
      ? { ...one, outcome: { kind: 'unknown', code: 'task_taken' } as const }
      : one,
  )
  return { ...rest, attempts, check: { sinceMs: nowMs, misses: 0, lastCode: 'task_taken' } }
}

/** A user wants the result of a job that was cancelled or given up after it may have been accepted. */
export function reopened<P>(job: Job<P>): Job<P> {
  const { end, ...rest } = job
  return end?.kind === 'cancelled' || end?.kind === 'discarded' ? rest : job
}

export function ended<P>(job: Job<P>, end: End): Job<P> {
  return { ...untroubled(job), end }
}

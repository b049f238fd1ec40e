import type { Attempt, Cost, End, Job, JobImage, Task } from './job.ts'
import { isOpen, openAttempt } from './state-of.ts'
import { withTask } from './with-task.ts'

// The steps of a job that went well, each a new record. What went wrong is in `outcome/`.

/** Written before the POST leaves. An attempt of the same submission that is still open was refused: it is sent again. */
export function attempting<P>(job: Job<P>, attempt: Attempt): Job<P> {
  const { check: _check, ...rest } = job
  const earlier = job.attempts.map((one) => (isOpen(one) ? { ...one, outcome: { kind: 'refused' } as const } : one))
  return { ...rest, attempts: [...earlier, attempt] }
}

/** @param key Of the attempt that made the task, where it is known; default: the one that has no answer yet. */
export function accepted<P>(job: Job<P>, task: Task, key?: string): Job<P> {
  const made = key === undefined ? openAttempt(job) : job.attempts.find((one) => one.key === key)
  const outcome = { kind: 'accepted', ...(task.traceId !== undefined && { traceId: task.traceId }) } as const
  const attempts = job.attempts.map((one) => (one === made ? { ...one, outcome } : one))
  return withTask({ ...job, attempts }, task)
}

/** The task has ended with images: perhaps fewer than were asked for. */
export function ready<P>(
  job: Job<P>,
  result: {
    readonly images: readonly { readonly url: string; readonly seed?: number | string | undefined }[]
    readonly cost?: Cost | undefined
  },
  nowMs: number,
): Job<P> {
  const { check: _check, ...rest } = job
  const known = new Map(job.images.map((image) => [image.url, image]))
  const images = result.images.map(({ url, seed }): JobImage => {
    return { ...(known.get(url) ?? { url, tries: 0 }), ...(seed !== undefined && { seed }) }
  })
  const listed = new Set(images.map(({ url }) => url))
  return {
    ...rest,
    images: [...images, ...job.images.filter(({ url }) => !listed.has(url))],
    readyAtMs: job.readyAtMs ?? nowMs,
    ...(result.cost !== undefined && { cost: result.cost }),
  }
}

/** @param where Where the host keeps the bytes. */
export function kept<P>(job: Job<P>, index: number, where: string): Job<P> {
  return { ...job, images: job.images.map((image, at) => (at === index ? { ...image, kept: where } : image)) }
}

export function ended<P>(job: Job<P>, end: End): Job<P> {
  const { check: _check, ...rest } = job
  return { ...rest, end }
}

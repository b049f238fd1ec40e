import { ended, untroubled } from '../job/changes.ts'
import type { Attempt, AttemptOutcome, Check, End, Job, JobImage } from '../job/job.ts'
import { mayBePaid } from '../job/may-be-paid.ts'
import { isOpen, mayBeAccepted, openAttempt } from '../job/state-of.ts'
import { withTask } from '../job/with-task.ts'
import { type Failure, readFailure } from './failure.ts'
import { nextRecheckAtMs, nextSearchAtMs } from './recheck-times.ts'

// The only place where an error becomes facts. What happens next is read from the facts (`check.nextAtMs`, `end`), so
// that a job that continues after a crash takes the same step as one that never stopped.

/** How often a submission that cannot have been accepted is sent again, and after which pauses. */
export interface SubmitRetries {
  readonly tries: number
  readonly delaysMs: readonly number[]
}

/** What the service asks for by `Retry-After` counts up to this: nobody waits for a submission for days. */
const maxRetryAfterMs = 600_000

export const noSubmitRetries: SubmitRetries = { tries: 1, delaysMs: [] }

/** A submission ended in an error. */
export function afterSubmitError<P>(
  job: Job<P>,
  error: unknown,
  nowMs: number,
  retries: SubmitRetries = noSubmitRetries,
): Job<P> {
  const failure = readFailure(error)
  const sent = openAttempt(job)
  if (sent === undefined) return beforeAnythingWasSent(job, failure, nowMs, retries)
  const seen = withSeen(job, failure, nowMs)
  if (failure.taskId !== undefined) {
    const accepted = withTask(answered(seen, sent, { kind: 'accepted', ...facts(failure) }), {
      id: failure.taskId,
      via: 'error',
      atMs: nowMs,
      ...(failure.traceId !== undefined && { traceId: failure.traceId }),
    })
    return failure.rule.poll === 'failed' ? failedTask(accepted, failure, nowMs) : accepted
  }
  if (failure.imageUrls.length > 0) return answered(untroubled(seen), sent, { kind: 'accepted', ...facts(failure) })
  const proof = failure.charged === 'no' && failure.cost === undefined && failure.rule.submit !== 'unknown'
  if (!proof) return lost(seen, sent, failure, nowMs)
  const kind = failure.code === 'not_sent' || failure.rule.submit === 'stopped' ? 'not_sent' : 'refused'
  return afterRefusal(answered(seen, sent, { kind, ...facts(failure) }), failure, nowMs, retries)
}

/** A POST whose process is gone: its response was never read. */
export function afterInterruption<P>(job: Job<P>, nowMs: number): Job<P> {
  const attempts = job.attempts.map((attempt) =>
    isOpen(attempt) ? { ...attempt, outcome: { kind: 'unknown', code: 'interrupted' } as const } : attempt,
  )
  const sinceMs = Math.min(nowMs, ...job.attempts.filter(isOpen).map(({ sentAtMs }) => sentAtMs))
  return { ...job, attempts, check: { nextAtMs: nowMs, sinceMs, misses: 0, lastCode: 'interrupted' } }
}

/** The account's tasks were listed and none matched (no error), or could not be listed. Never "not charged". */
export function afterSearch<P>(job: Job<P>, error: unknown, nowMs: number): Job<P> {
  const { sinceMs, misses } = troubleOf(job, nowMs)
  const searches = job.check?.searches ?? 0
  if (error === undefined) {
    const sentAtMs = Math.max(...job.attempts.filter(mayBeAccepted).map((attempt) => attempt.sentAtMs))
    const check = { sinceMs, misses, searches: searches + 1, lastCode: 'not_found' }
    return withCheck(job, check, nextSearchAtMs(sentAtMs, searches + 1, nowMs))
  }
  const failure = readFailure(error)
  if (failure.rule.poll === 'stopped') return job
  const check = { sinceMs, misses: misses + 1, searches, ...checkFacts(failure) }
  return withCheck(job, check, nextRecheckAtMs(sinceMs, misses, nowMs))
}

/** A wait for the task, or a single check of it, ended in an error. Only `task_failed` ends the job. */
export function afterPollError<P>(job: Job<P>, error: unknown, nowMs: number): Job<P> {
  const failure = readFailure(error)
  const seen = withSeen(job, failure, nowMs)
  if (failure.rule.poll === 'failed') return failedTask(seen, failure, nowMs)
  if (seen.images.length > job.images.length) return untroubled(seen)
  if (failure.rule.poll === 'stopped') return seen
  return withTrouble(seen, failure, nowMs, true)
}

/** A check found the task still running. It stays on the schedule of rechecks. */
export function afterStillRunning<P>(job: Job<P>, nowMs: number): Job<P> {
  const { sinceMs, misses } = troubleOf(job, nowMs)
  return withCheck(job, { sinceMs, misses: misses + 1, lastCode: 'running' }, nextRecheckAtMs(sinceMs, misses, nowMs))
}

/**
 * Downloads or saves ended in errors. The links stay, and nothing is ever submitted again because of them.
 *
 * @param failures By the position of the image, at least one.
 */
export function afterImageErrors<P>(job: Job<P>, failures: ReadonlyMap<number, unknown>, nowMs: number): Job<P> {
  const read = [...failures].map(([index, error]) => ({ index, failure: readFailure(error) }))
  const counted = read.filter(({ failure }) => failure.rule.image !== 'stopped')
  const worst = counted.find(({ failure }) => failure.rule.image === 'recheck') ?? counted[0]
  if (!worst) return job
  const failed = new Set(counted.map(({ index }) => index))
  const images = job.images.map((image, at) => (failed.has(at) ? { ...image, tries: image.tries + 1 } : image))
  return withTrouble({ ...job, images }, worst.failure, nowMs, worst.failure.rule.image === 'recheck')
}

/** The host could not finish a job whose images are all saved. It tries again. */
export function afterFinishError<P>(job: Job<P>, error: unknown, nowMs: number): Job<P> {
  return withTrouble(job, readFailure(error), nowMs, true)
}

function beforeAnythingWasSent<P>(job: Job<P>, failure: Failure, nowMs: number, retries: SubmitRetries): Job<P> {
  if (failure.rule.submit === 'stopped' || failure.code === 'unexpected') return job
  return afterRefusal(job, failure, nowMs, retries)
}

function afterRefusal<P>(job: Job<P>, failure: Failure, nowMs: number, retries: SubmitRetries): Job<P> {
  if (failure.rule.submit === 'stopped' || job.attempts.some(mayBeAccepted)) return job
  // All POSTs of one call have the same key.
  const calls = new Set(job.attempts.map(({ key }) => key)).size
  const failures = Math.max(calls, (job.check?.misses ?? 0) + 1)
  if (failure.rule.submit === 'retry' && failures < retries.tries) {
    const requestedMs = Math.min(failure.retryAfterMs ?? 0, maxRetryAfterMs)
    const pauseMs = Math.max(requestedMs, retries.delaysMs[failures - 1] ?? retries.delaysMs.at(-1) ?? 0)
    const sinceMs = job.check?.sinceMs ?? nowMs
    return withCheck(job, { sinceMs, misses: failures, ...checkFacts(failure) }, nowMs + pauseMs)
  }
  return ended(job, endOf(failure, 'failed', mayBePaid(job) ? 'unknown' : 'no', nowMs))
}

function lost<P>(job: Job<P>, attempt: Attempt, failure: Failure, nowMs: number): Job<P> {
  const unknown = answered(job, attempt, { kind: 'unknown', ...facts(failure) })
  const check = { sinceMs: attempt.sentAtMs, misses: 0, ...checkFacts(failure) }
  return withCheck(unknown, check, nextSearchAtMs(attempt.sentAtMs, 0, nowMs))
}

function failedTask<P>(job: Job<P>, failure: Failure, nowMs: number): Job<P> {
  const charged = job.cost ? 'yes' : job.images.length > 0 && failure.charged === 'no' ? 'unknown' : failure.charged
  const failed = ended(job, endOf(failure, 'failed', charged, nowMs))
  // Links of a failed task may be paid for, and aren't promised to last: they are fetched at once.
  return job.images.length > 0 ? { ...failed, check: { nextAtMs: nowMs, sinceMs: nowMs, misses: 0 } } : failed
}

function withTrouble<P>(job: Job<P>, failure: Failure, nowMs: number, isRechecked: boolean): Job<P> {
  const { sinceMs, misses } = troubleOf(job, nowMs)
  const check = { sinceMs, misses: misses + 1, ...checkFacts(failure) }
  return withCheck(job, check, isRechecked ? nextRecheckAtMs(sinceMs, misses, nowMs) : undefined)
}

/** A beginning in the future was written by a clock that has been set back since: it is forgotten. */
function troubleOf({ check }: Job, nowMs: number): Pick<Check, 'sinceMs' | 'misses'> {
  return { sinceMs: Math.min(check?.sinceMs ?? nowMs, nowMs), misses: check?.misses ?? 0 }
}

/** Links and costs that an error names are facts, whatever else it says. */
function withSeen<P>(job: Job<P>, { imageUrls, cost }: Failure, nowMs: number): Job<P> {
  const known = new Set(job.images.map(({ url }) => url))
  const fresh = [...new Set(imageUrls)].filter((url) => !known.has(url)).map((url): JobImage => ({ url, tries: 0 }))
  return {
    ...job,
    images: [...job.images, ...fresh],
    ...(fresh.length > 0 && { readyAtMs: job.readyAtMs ?? nowMs }),
    ...(cost !== undefined && { cost }),
  }
}

function answered<P>(job: Job<P>, attempt: Attempt, outcome: AttemptOutcome): Job<P> {
  return { ...job, attempts: job.attempts.map((one) => (one === attempt ? { ...one, outcome } : one)) }
}

function withCheck<P>(job: Job<P>, check: Omit<Check, 'nextAtMs'>, nextAtMs: number | undefined): Job<P> {
  return { ...job, check: { ...check, ...(nextAtMs !== undefined && { nextAtMs }) } }
}

function endOf(failure: Failure, kind: End['kind'], charged: End['charged'], nowMs: number): End {
  const { serviceCode } = failure
  return { kind, charged, atMs: nowMs, ...facts(failure), ...(serviceCode !== undefined && { serviceCode }) }
}

type Facts = { readonly code: string; readonly traceId?: string; readonly summary?: string }

function facts({ code, traceId, summary }: Failure): Facts {
  return { code, ...(traceId !== undefined && { traceId }), ...(summary !== undefined && { summary }) }
}

function checkFacts(failure: Failure): Pick<Check, 'lastCode' | 'traceId' | 'summary'> {
  const { code, ...rest } = facts(failure)
  return { lastCode: code, ...rest }
}

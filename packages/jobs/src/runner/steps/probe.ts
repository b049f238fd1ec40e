import { isDamaged, type Attempt, type Job, type Task } from '../../job/job.ts'
import { isOtherAccount } from '../../job/is-other-account.ts'
import { isInDoubt, notFound } from '../../job/doubt.ts'
import { requestFacts } from '../../job/request-facts.ts'
import { untroubled } from '../../job/changes.ts'
import { mayBeAccepted, stateOf } from '../../job/state-of.ts'
import { withTask } from '../../job/with-task.ts'
import { readFailure } from '../../outcome/failure.ts'
import type { JobWork } from './context.ts'
import { findTask } from './find-task.ts'
import { ClaimLost, TaskTaken } from './job-writer.ts'

/** When the account's tasks can't be listed, a user has to decide after these. */
const retryDelaysMs = [5_000, 15_000, 45_000, 120_000, 300_000] as const

/**
 * Looks for the task of a job that may have been submitted although its record doesn't know it. One that isn't found rests
 * until a user confirms it.
 *
 * @returns The failure, if there was one.
 * @throws {ClaimLost}
 */
export async function probe<P, E>(work: JobWork<P, E>): Promise<unknown> {
  const { writer, host, clock, stop } = work
  host.onEvent?.({ type: 'searching', job: writer.job })
  try {
    const task = await find(work)
    if (task && (await take(work, task))) host.onEvent?.({ type: 'submitted', job: writer.job })
    else await writer.note((job) => notFound(job, clock.now()))
    return undefined
  } catch (error) {
    if (error instanceof ClaimLost) throw error
    if (stop.aborted || readFailure(error).rule.poll === 'stopped') return undefined
    const delayMs = retryDelaysMs[writer.job.check?.misses ?? 0]
    const nextAtMs = delayMs === undefined ? undefined : clock.now() + delayMs
    await writer.note((job) => notFound(job, clock.now(), nextAtMs))
    host.onEvent?.({ type: 'failed', during: 'search', job: writer.job, error })
    return error
  }
}

async function find<P, E>(work: JobWork<P, E>): Promise<Task | undefined> {
  const { service } = work
  const { job } = work.writer
  // Another account may have similar tasks.
  if (!service.find || !service.wireOf || isOtherAccount(job, service.account)) return undefined
  return findTask(work, await possibleAttempt(work, job), await alike(work))
}

/** The submission as it would have been, at any time since the job was made. */
async function possibleAttempt<P, E>({ service, clock }: JobWork<P, E>, job: Job<P>): Promise<Attempt> {
  const key = `${job.id}.${job.attempts.length + 1}`
  const wire = (await service.wireOf?.(job.request, key)) ?? {}
  return { key, wire, sentAtMs: job.createdAtMs, latestMs: clock.now() }
}

/**
 * Other submissions with the same prompt that have no task: those whose answer was lost, and those in doubt. Tasks are matched
 * only when their number fits.
 */
async function alike<P, E>(work: JobWork<P, E>): Promise<Attempt[]> {
  const { writer, store, host, clock } = work
  const own = writer.job
  const { prompt } = requestFacts(own)
  const attempts: Attempt[] = []
  for await (const entry of store.list({
    states: ['created', 'stale', 'submitting', 'unknown'],
    app: own.origin.app,
  })) {
    if (isDamaged(entry) || entry.job.id === own.id || entry.job.service !== own.service) continue
    if (requestFacts(entry.job).prompt !== prompt) continue
    const lost = entry.job.attempts.filter(mayBeAccepted)
    attempts.push(...lost)
    const isStale = stateOf(entry.job, clock.now(), entry.held) === 'stale'
    const mayBeSubmitted = isInDoubt(entry.job) || (host.isDoubtful?.(entry.job, isStale) ?? false)
    if (lost.length === 0 && mayBeSubmitted) attempts.push(await possibleAttempt(work, entry.job))
  }
  return attempts
}

/** @returns false when another job has claimed the task in the meantime */
async function take<P, E>({ writer }: JobWork<P, E>, task: Task): Promise<boolean> {
  try {
    await writer.write((job) => withTask(untroubled(job), task))
    return true
  } catch (error) {
    if (error instanceof TaskTaken) return false
    throw error
  }
}

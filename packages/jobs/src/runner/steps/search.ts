import { accepted } from '../../job/changes.ts'
import { isOtherAccount } from '../../job/is-other-account.ts'
import { type Attempt, isDamaged, type Job, type Task } from '../../job/job.ts'
import { mayBeAccepted } from '../../job/state-of.ts'
import { afterSearch } from '../../outcome/outcome.ts'
import type { Listed } from '../../stores/job-store.ts'
import { Blocked } from './blocked.ts'
import type { JobWork } from './context.ts'
import { findTask } from './find-task.ts'
import { ClaimLost, TaskTaken } from './job-writer.ts'

/**
 * Searches for a lost submission among the account's own tasks. Not found never means "not charged".
 *
 * @returns The failure, if there was one.
 * @throws {ClaimLost} {Blocked}
 */
export async function search<P, E>(work: JobWork<P, E>): Promise<unknown> {
  const { writer, host, clock, stop, service } = work
  if (isOtherAccount(writer.job, service.account)) {
    // Another account may have similar tasks.
    host.onEvent?.({ type: 'account-differs', job: writer.job })
    throw new Blocked(undefined)
  }
  host.onEvent?.({ type: 'searching', job: writer.job })
  try {
    const found = await find(work)
    if (found && (await take(work, found.task, found.key))) host.onEvent?.({ type: 'submitted', job: writer.job })
    else await writer.note((job) => afterSearch(job, undefined, clock.now()))
    return undefined
  } catch (error) {
    if (error instanceof ClaimLost) throw error
    if (stop.aborted) return undefined
    await writer.note((job) => afterSearch(job, error, clock.now()))
    host.onEvent?.({ type: 'failed', during: 'search', job: writer.job, error })
    return error
  }
}

async function find<P, E>(work: JobWork<P, E>): Promise<{ readonly task: Task; readonly key: string } | undefined> {
  const { writer, service, store } = work
  if (!service.find) return undefined
  const own = unanswered(writer.job)
  const others = await otherAttempts(store.list({ states: ['unknown', 'submitting'] }), writer.job)
  for (const attempt of own) {
    const task = await findTask(work, attempt, [...own.filter((one) => one !== attempt), ...others])
    if (task) return { task, key: attempt.key }
  }
  return undefined
}

/** @returns false when another job has claimed the task in the meantime */
async function take<P, E>({ writer }: JobWork<P, E>, task: Task, key: string): Promise<boolean> {
  const change = (job: Job<P>): Job<P> => accepted(job, task, key)
  try {
    await writer.write(change)
  } catch (error) {
    if (error instanceof TaskTaken) return false
    if (error instanceof ClaimLost) throw error
    await writer.note(change)
  }
  return true
}

/**
 * All unanswered submissions of other jobs to the same service: tasks are matched only when their number fits.
 * Those that other processes are waiting for count as well, or their tasks would be taken for this one.
 */
async function otherAttempts(entries: AsyncIterable<Listed>, own: Job): Promise<Attempt[]> {
  const attempts: Attempt[] = []
  for await (const entry of entries) {
    if (isDamaged(entry) || entry.job.id === own.id || entry.job.service !== own.service) continue
    attempts.push(...unanswered(entry.job))
  }
  return attempts
}

function unanswered({ attempts }: Job): Attempt[] {
  return attempts.filter(mayBeAccepted)
}

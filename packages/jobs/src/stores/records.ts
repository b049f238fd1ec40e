import { type Damaged, isDamaged, type Job, type Task } from '../job/job.ts'
import { readJobValue } from '../job/read-job.ts'
import { withTask } from '../job/with-task.ts'

/**
 * The text of a record.
 *
 * @throws {TypeError} for a record that could not be read again: it would be owed forever.
 */
export function recordText(job: Job): string {
  const text = JSON.stringify(job)
  const entry = readJobValue(JSON.parse(text), job.id)
  if (isDamaged(entry)) throw new TypeError(`Job ${job.id} can’t be saved. ${entry.damaged}`)
  return text
}

/** The revision that a commit writes. The key of a job never changes. */
export function nextRevision<P>(current: Job<P>, next: Job<P>): Job<P> {
  if (next.id !== current.id) throw new TypeError(`A commit of job ${current.id} names job ${next.id}.`)
  return { ...next, rev: current.rev + 1 }
}

/** Replaces a job that was removed but still owns its task. */
export function gone(id: string): Damaged {
  return { damaged: `Job ${id} was removed.`, id }
}

/** A record with the task stored next to it, and its holder's last heartbeat. */
export function shown<P>(job: Job<P>, task: Task | undefined, seenAtMs: number | undefined): Job<P> {
  const known = task ? withTask(job, task) : job
  return seenAtMs !== undefined && seenAtMs > known.wantedAtMs ? { ...known, wantedAtMs: seenAtMs } : known
}

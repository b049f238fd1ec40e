import type { Attempt, Job } from './job.ts'

/**
 * - `created`: stored, nothing submitted.
 * - `stale`: never submitted, and no running process has wanted it for an hour. Submit only after asking.
 * - `submitting`: a live process holds it and waits for the answer to a POST.
 * - `unknown`: a POST may have been accepted, and no task is known. Never submitted again automatically.
 * - `submitted`: the task is known.
 * - `missing`: the service didn't know the task at the last check.
 * - `ready`: the links are known.
 * - `done`, `failed`, `cancelled`: ended.
 */
export type State =
  | 'created'
  | 'stale'
  | 'submitting'
  | 'unknown'
  | 'submitted'
  | 'missing'
  | 'ready'
  | 'done'
  | 'failed'
  | 'cancelled'

/** So long after the last sign of life of its holder, a job that was never submitted needs a confirmation. */
export const staleAfterMs = 3_600_000

/**
 * Where a job stands. Pure and total.
 *
 * @param held Whether a live process works on it.
 */
export function stateOf(job: Job, nowMs: number, held: boolean): State {
  if (job.end) return job.end.kind === 'discarded' ? 'cancelled' : job.end.kind
  if (job.images.length > 0) return 'ready'
  if (job.task) return job.check?.lastCode === 'unknown_task' ? 'missing' : 'submitted'
  if (job.attempts.some(isOpen)) return held ? 'submitting' : 'unknown'
  if (job.attempts.some(mayBeAccepted)) return 'unknown'
  return !held && isStale(job, nowMs) ? 'stale' : 'created'
}

/** Its answer has not been read. */
export function isOpen({ outcome }: Attempt): boolean {
  return outcome === undefined
}

/** The latest one whose answer has not been read. */
export function openAttempt({ attempts }: Pick<Job, 'attempts'>): Attempt | undefined {
  let last: Attempt | undefined
  for (const attempt of attempts) if (isOpen(attempt)) last = attempt
  return last
}

/** May the service have accepted this submission? True without proof of the opposite. */
export function mayBeAccepted({ outcome }: Attempt): boolean {
  return outcome?.kind !== 'refused' && outcome?.kind !== 'not_sent'
}

/** A time in the future counts as well: the clock was set back, and the job's age is unknown. */
function isStale({ wantedAtMs }: Job, nowMs: number): boolean {
  return !(Math.abs(nowMs - wantedAtMs) <= staleAfterMs)
}

import type { ProgramError } from '../program-error.ts'
import { finishJob } from './finish-job.ts'
import type { JobOutcome } from './job-event.ts'
import type { JobTools } from './job-tools.ts'
import { busyError, earlierFailure, lostSubmissionError, sandboxEndedError } from './job-errors.ts'
import { createJobId, isPending, type Job } from './job.ts'
import { noteDown } from './note-down.ts'
import { submitJob } from './submit-job.ts'

/** What a new job is made of. */
export type JobDraft = Pick<Job, 'service' | 'request' | 'save'>

/** Submits, waits, saves. Failures come back in the outcome, and as an event. */
export async function runNewJob(tools: JobTools, draft: JobDraft, random: () => number): Promise<JobOutcome> {
  const nowMs = tools.clock.now()
  const job: Job = {
    version: 1,
    id: createJobId(nowMs, random),
    state: 'submitting',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    ...draft,
  }
  return withJobLock(tools, job, async () => {
    const submitted = await submitJob(tools, job)
    const outcome =
      submitted.error === undefined
        ? await finishJob(tools, submitted.job)
        : { job: submitted.job, pictures: [], error: submitted.error }
    if (!endsWithProgram(outcome)) return outcome
    const ended = await recordSandboxEnd(tools, outcome.job)
    return tools.stop.aborted ? { ...outcome, job: ended } : outcome
  })
}

/** The program ends, and the sandbox with it: what it has not saved by now is not there to be collected. */
function endsWithProgram({ job }: JobOutcome): boolean {
  return job.service === 'sandbox' && isPending(job)
}

/** Takes up a job from the journal. It may have changed since it was read: another process may have finished it. */
export async function resumeJob(tools: JobTools, job: Job): Promise<JobOutcome> {
  return withJobLock(tools, job, async () => {
    const current = (await tools.store.read(job.id)) ?? job
    switch (current.state) {
      case 'submitting':
      case 'submitted':
      case 'succeeded':
        if (current.service === 'sandbox') {
          return { job: await recordSandboxEnd(tools, current), pictures: [], error: sandboxEndedError(current) }
        }
        if (current.state === 'submitting') {
          const error = lostSubmissionError(current)
          return { job: await recordEnd(tools, current, 'outcome-unknown', 'unknown', error), pictures: [], error }
        }
        return finishJob(tools, current)
      case 'saved':
        tools.emit({ type: 'already-saved', job: current })
        return { job: current, pictures: [] }
      case 'outcome-unknown':
        return { job: current, pictures: [], error: lostSubmissionError(current) }
      case 'failed':
      default:
        return { job: current, pictures: [], error: earlierFailure(current) }
    }
  })
}

async function recordSandboxEnd(tools: JobTools, job: Job): Promise<Job> {
  return recordEnd(tools, job, 'failed', 'no', sandboxEndedError(job))
}

async function recordEnd(
  tools: JobTools,
  job: Job,
  state: 'failed' | 'outcome-unknown',
  charged: 'no' | 'unknown',
  { code, message }: ProgramError,
): Promise<Job> {
  const ended: Job = { ...job, state, error: { code, message, charged }, updatedAtMs: tools.clock.now() }
  await noteDown(tools, ended)
  return ended
}

async function withJobLock(tools: JobTools, job: Job, work: () => Promise<JobOutcome>): Promise<JobOutcome> {
  const lock = await tools.locks.acquire(job.id)
  const outcome =
    'owner' in lock ? { job, pictures: [], error: busyError(job, lock.owner.pid) } : await releasing(lock, work)
  // After a stop the command itself says what was charged and how to go on.
  if (outcome.error !== undefined && !tools.stop.aborted)
    tools.emit({ type: 'failed', job: outcome.job, error: outcome.error })
  return outcome
}

async function releasing<T>(lock: { readonly release: () => Promise<void> }, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await lock.release()
  }
}

import type { ImageSize, Job, JobFailure, JobOwner, SavedFile } from './job.ts'

/** Where the service fetches the image of an edit, and its sides in pixels where they are known. */
export interface SourceLink {
  readonly url: string
  readonly size?: ImageSize
}

/** The steps of a job, each a new record. Written to disk before (`submitting`) or after (all others) what they name. */

export function submitting(job: Job): Job {
  return { ...job, state: 'submitting' }
}

export function uploaded(job: Job, { url, size }: SourceLink): Job {
  return { ...job, sourceUrl: url, ...(size && { sourceSize: size }) }
}

export function accepted(job: Job, taskId: string, submittedAtMs: number): Job {
  return { ...job, state: 'running', taskId, submittedAtMs }
}

/** The answer to the submission came after its wait had ended: the id is kept, so that the result can be collected. */
export function acceptedLate(job: Job, taskId: string, submittedAtMs: number): Job {
  return { ...job, taskId, submittedAtMs }
}

export function finished(job: Job, imageUrls: readonly string[]): Job {
  return { ...job, state: 'saving', imageUrls }
}

export function saved(job: Job, file: SavedFile): Job {
  return { ...job, files: [...job.files.filter((other) => other.index !== file.index), file] }
}

export function done(job: Job, nowMs: number): Job {
  return withoutOwner({ ...job, state: 'done', endedAtMs: nowMs })
}

export function failed(job: Job, failure: JobFailure, nowMs: number): Job {
  const state = failure.code === 'outcome_unknown' ? 'unknown' : 'failed'
  return withoutOwner({ ...job, state, failure, endedAtMs: nowMs })
}

export function stopped(job: Job, nowMs: number): Job {
  const charged = job.state === 'created' ? 'no' : 'unknown'
  const failure: JobFailure = { code: 'aborted', summary: 'Stopped waiting.', charged }
  return withoutOwner({ ...job, state: 'stopped', failure, endedAtMs: nowMs })
}

/** What a window makes of a job that another one left behind. */
export function takenUp(job: Job, nowMs: number): Job {
  if (job.state === 'created') {
    return failed(job, { code: 'interrupted', summary: 'Interrupted before anything was sent.', charged: 'no' }, nowMs)
  }
  if (job.state === 'submitting') {
    const summary = 'Interrupted while the order was on its way.'
    return failed(job, { code: 'outcome_unknown', summary, charged: 'unknown' }, nowMs)
  }
  return job
}

/** A person asks for a result that was left at the service. */
export function collecting(job: Job): Job {
  const { failure: _failure, endedAtMs: _endedAtMs, ...rest } = job
  return { ...rest, state: job.imageUrls.length > 0 ? 'saving' : 'running' }
}

export function owned(job: Job, owner: JobOwner, generation: number): Job {
  return { ...job, owner, generation }
}

export function withoutOwner(job: Job): Job {
  const { owner: _owner, ...rest } = job
  return rest
}

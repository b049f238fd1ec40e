import { type FluxError, isFluxError, type LooseFluxRequest } from '@fluxkit/core'
import { isEnded, type Job, type SavedFile } from '../model/jobs/job.ts'
import * as step from '../model/jobs/transitions.ts'
import type { AcceptedTask, ImageService, Picture } from '../service/image-service.ts'
import { failureOf } from './failure-of.ts'
import { JobTaken } from './job-store.ts'
import { WindowClosing } from './window-closing.ts'

/** What a job needs of its host. */
export interface JobHost {
  readonly service: ImageService
  /** Writes the record; resolves when it is on disk. Rejects when another window has taken the job. */
  save(job: Job): Promise<void>
  /** A link that the service can fetch for the picture that an edit starts from. */
  linkOfSource(job: Job, signal: AbortSignal): Promise<step.SourceLink>
  write(job: Job, index: number, picture: Picture): Promise<SavedFile>
  now(): number
}

/** How long a task may take, counted from when this window began to wait. */
const jobDeadlineMs = 600_000

/**
 * Brings a job from where its record stands to its end, writing down every step. Never rejects for what the service or
 * the network does: that is a state of the job. An abort stops the waiting, not the task.
 *
 * @returns The job as it was last written.
 * @throws What `save` throws before there is a task, and `JobTaken` at any time.
 */
export async function runJob(start: Job, host: JobHost, signal: AbortSignal): Promise<Job> {
  let job = start
  let late: AcceptedTask | undefined
  const save = async (next: Job): Promise<void> => {
    try {
      await host.save(next)
    } catch (error) {
      // A full disk must not cost what is paid for: the picture is brought home, and the next step writes the record again.
      if (next.taskId === undefined || error instanceof JobTaken) throw error
    }
    job = next
  }
  try {
    if (job.state === 'created') await submit()
    if (job.state === 'running') {
      const { taskId: id = '', model, submittedAtMs = host.now() } = job
      const urls = await host.service.wait({ id, model, submittedAtMs }, { signal, deadlineMs: jobDeadlineMs })
      await save(step.finished(job, urls))
    }
    if (job.state === 'saving') await fetchAll()
    return job
  } catch (error) {
    if (signal.reason instanceof WindowClosing) {
      await save(step.withoutOwner(job))
      return job
    }
    const failure = failureOf(error, job.taskId !== undefined)
    await save(signal.aborted ? step.stopped(job, host.now()) : step.failed(job, failure, host.now()))
    await keepLateId()
    return job
  }

  async function submit(): Promise<void> {
    if (job.action === 'edit' && job.sourceUrl === undefined) {
      await save(step.uploaded(job, await host.linkOfSource(job, signal)))
    }
    signal.throwIfAborted()
    // From here on, a record without a task id means that the outcome is unknown.
    await save(step.submitting(job))
    const onLate = (task: AcceptedTask): void => {
      late = task
      keepLateId().catch(() => undefined)
    }
    try {
      const task = await host.service.submit(requestOf(job), { signal: unlessClosing(signal), onLate })
      await save(step.accepted(job, task.id, task.submittedAtMs))
    } catch (error) {
      const next = isFluxError(error) && !signal.aborted ? acceptedBy(job, error, host.now()) : undefined
      if (next === undefined) throw error
      await save(next)
    }
  }

  /** The answer came after the wait had been stopped: with the id, the result can be collected. */
  async function keepLateId(): Promise<void> {
    if (late !== undefined && isEnded(job) && job.taskId === undefined) {
      await save(step.acceptedLate(job, late.id, late.submittedAtMs))
    }
  }

  async function fetchAll(): Promise<void> {
    for (const [index, url] of job.imageUrls.entries()) {
      if (job.files.some((file) => file.index === index)) continue
      signal.throwIfAborted()
      const picture = await host.service.download(url, { signal, taskId: job.taskId ?? '' })
      await save(step.saved(job, await host.write(job, index, picture)))
    }
    await save(step.done(job, host.now()))
  }
}

/** A window that closes gives the answer to a paid request the moment that it has left: the id is what counts. */
function unlessClosing(signal: AbortSignal): AbortSignal {
  const abort = new AbortController()
  const forward = (): void => {
    if (!(signal.reason instanceof WindowClosing)) abort.abort(signal.reason)
  }
  if (signal.aborted) forward()
  else signal.addEventListener('abort', forward, { once: true })
  return abort.signal
}

/** An error that names a task, or brings images, shows that the submission was accepted, whatever its status. */
function acceptedBy(job: Job, { taskId, imageUrls = [] }: FluxError, nowMs: number): Job | undefined {
  if (taskId !== undefined) return step.accepted(job, taskId, nowMs)
  return imageUrls.length > 0 ? step.finished(job, imageUrls) : undefined
}

function requestOf({ action, prompt, model, size, count, sourceUrl = '', sourceSize }: Job): LooseFluxRequest {
  const common = { prompt, model, allowUnknownModel: true, ...(size === undefined ? {} : { size }) }
  return action === 'generate'
    ? { action, ...common, count }
    : { action, ...common, imageUrl: sourceUrl, imageSize: sourceSize }
}

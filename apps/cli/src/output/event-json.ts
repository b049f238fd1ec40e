import type { JobEvent, JobOutcome, SavedPicture } from '../jobs/job-event.ts'
import type { Job } from '../jobs/job.ts'
import { errorFacts } from './error-facts.ts'

type Json = Record<string, unknown>

/** One event as a line of `--json --events`. */
export function eventJson(event: JobEvent): Json {
  const { job } = event
  const head = { event: event.type, job: job.id, taskId: job.taskId, traceId: job.traceId }
  switch (event.type) {
    case 'submitting':
      return { ...head, sandbox: job.service === 'sandbox', ...requestJson(job) }
    case 'submitted':
      return { ...head, late: event.late, size: job.size }
    case 'running':
      return {
        ...head,
        state: event.state,
        elapsedMs: Math.round(event.elapsedMs),
        expectedMs: Math.round(event.expectedMs),
      }
    case 'succeeded':
      return { ...head, images: job.images?.length ?? 0, cost: job.cost }
    case 'saved':
      return { ...head, file: pictureJson(event.picture) }
    case 'already-saved':
      return { ...head, files: job.files?.map((file) => file.path) }
    case 'journal-failed':
      // Not the whole error: it knows nothing of what the job costs.
      return { ...head, message: errorFacts(event.error).message }
    case 'look-failed':
    case 'failed':
    default:
      return { ...head, error: errorFacts(event.error) }
  }
}

/** What became of a job, for the object that `--json` prints. */
export function outcomeJson({ job, pictures, error }: JobOutcome): Json {
  return {
    ...jobJson(job),
    files: pictures.map((picture) => pictureJson(picture)),
    ...(error === undefined ? {} : { error: errorFacts(error) }),
  }
}

/** A journal entry as `history --json` shows it. */
export function jobJson(job: Job): Json {
  const { id, state, taskId, traceId, service, createdAtMs, size, cost, images, files, error } = job
  return {
    job: id,
    state,
    taskId,
    traceId,
    service,
    sandbox: service === 'sandbox',
    createdAt: new Date(createdAtMs).toISOString(),
    ...requestJson(job),
    sentSize: size,
    cost,
    images: images?.map((image) => image.url),
    files: files?.map((file) => file.path),
    error,
  }
}

function requestJson({ request }: Job): Json {
  const { action, prompt, model, size, extra, unchecked } = request
  return {
    action,
    prompt,
    model,
    size,
    extra,
    unchecked,
    ...(request.action === 'generate' ? { count: request.count } : { imageUrl: request.imageUrl }),
  }
}

function pictureJson({ path, url, seed, format, width, height, sizeBytes, hasMetadata }: SavedPicture): Json {
  return { path, url, seed, format, width, height, sizeBytes, hasMetadata }
}

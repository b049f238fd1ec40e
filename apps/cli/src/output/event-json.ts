import { chargedOf, isOwed, isSandbox, type Job, stateOf } from '@fluxkit/jobs'
import type { CliEvent } from '../journal/events.ts'
import type { Outcome } from '../journal/outcome.ts'
import { type SavedImage, savedImages } from '../journal/saved-images.ts'
import { errorFacts } from '../errors/error-facts.ts'

type Json = Record<string, unknown>

/** One event as a line of `--json --events`. */
export function eventJson(event: CliEvent): Json {
  const { job } = event
  const head = { event: event.type, job: job.id, taskId: job.task?.id, traceId: job.task?.traceId }
  switch (event.type) {
    case 'submitting':
      return { ...head, sandbox: isSandbox(job), ...requestJson(job) }
    case 'submitted':
      return { ...head, late: event.late, size: event.size }
    case 'running':
      return {
        ...head,
        state: event.state,
        elapsedMs: Math.round(event.elapsedMs),
        expectedMs: Math.round(event.expectedMs),
      }
    case 'succeeded':
      return { ...head, images: job.images.length, cost: job.cost }
    case 'saved':
      return { ...head, file: imageJson(event.image) }
    case 'already-saved':
      return { ...head, files: savedImages(job).map(({ path }) => path) }
    case 'journal-failed':
      // Not the whole error, which doesn't know the cost of the job.
      return { ...head, message: errorFacts(event.error).message }
    case 'trouble':
      return { ...head, error: errorFacts(event.error) }
    case 'failed':
      return { ...head, error: event.problem.facts }
    case 'searching':
    default:
      return head
  }
}

/** The outcome of a job, for the object that `--json` prints. */
export function outcomeJson({ id, job, saved, problem }: Outcome, nowMs: number): Json {
  return {
    ...(job === undefined ? { job: id } : jobJson(job, nowMs, false)),
    files: saved.map((image) => imageJson(image)),
    ...(problem === undefined ? {} : { error: problem.facts }),
  }
}

/** A job as `history --json` shows it. */
export function jobJson(job: Job, nowMs: number, held: boolean): Json {
  const { id, task, service, account, createdAtMs, cost, images, attempts, end } = job
  return {
    job: id,
    state: stateOf(job, nowMs, held),
    owed: isOwed({ job }),
    charged: chargedOf(job),
    taskId: task?.id,
    traceId: task?.traceId,
    service,
    account,
    sandbox: isSandbox(job),
    createdAt: new Date(createdAtMs).toISOString(),
    ...requestJson(job),
    sentSize: attempts.at(-1)?.wire['size'],
    cost,
    images: images.map(({ url }) => url),
    files: savedImages(job).map(({ path }) => path),
    end: end && { kind: end.kind, code: end.code, message: end.summary },
  }
}

function requestJson({ request }: Job): Json {
  const { action, prompt, model, size, count, imageUrl, extra, unchecked } = request
  return { action, prompt, model, size, count, imageUrl, extra, unchecked }
}

function imageJson({ index: _index, ...image }: SavedImage): Json {
  return { ...image }
}

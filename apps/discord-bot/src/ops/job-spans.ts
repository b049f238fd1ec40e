import type { BotJob } from '../model/job.ts'
import type { TracedDelivery } from '../ports/tracing.ts'

/** A piece of work on a job, in milliseconds of the bot's clock. */
export interface JobSpan {
  readonly name: 'job' | 'queue' | 'submit' | 'poll' | 'download' | 'deliver'
  readonly startMs: number
  readonly endMs: number
  readonly attributes: Readonly<Record<string, string | number>>
}

/**
 * What a job that has ended has been through, from what its record says: so it is whole even where several processes worked on it.
 * The first span has the others in it. No prompt, user or channel is in them.
 */
export function jobSpans(job: BotJob, delivery?: TracedDelivery): readonly JobSpan[] {
  const { id, task, attempts, createdAtMs, readyAtMs, end, request, images } = job
  const attributes = {
    'fluxkit.job_id': id,
    ...textOf('fluxkit.task_id', task?.id),
    // The service's own, for its support.
    ...textOf('fluxkit.trace_id', task?.traceId ?? end?.traceId),
    ...textOf('fluxkit.model', request['model']),
    ...textOf('fluxkit.outcome', end?.kind),
    ...textOf('fluxkit.charged', end?.charged),
    ...textOf('fluxkit.code', end?.code),
    'fluxkit.delivery': delivery?.state ?? 'none',
  }
  const span = (
    name: JobSpan['name'],
    startMs: number | undefined,
    endMs: number | undefined,
    more: JobSpan['attributes'] = {},
  ): JobSpan[] =>
    startMs === undefined || endMs === undefined
      ? []
      : [{ name, startMs, endMs: Math.max(startMs, endMs), attributes: { ...attributes, ...more } }]
  const firstSentMs = attempts[0]?.sentAtMs
  const acceptedMs = task?.atMs
  const endedMs = end?.atMs
  return [
    ...span('job', createdAtMs, delivery?.atMs ?? endedMs),
    ...span('queue', createdAtMs, firstSentMs ?? endedMs),
    ...span('submit', firstSentMs, acceptedMs ?? endedMs, { 'fluxkit.attempts': attempts.length }),
    ...span('poll', acceptedMs, readyAtMs ?? endedMs),
    ...span('download', readyAtMs, endedMs, { 'fluxkit.images': images.length }),
    ...span('deliver', endedMs, delivery?.atMs),
  ]
}

function textOf(name: string, value: unknown): Record<string, string> {
  return typeof value === 'string' ? { [name]: value } : {}
}

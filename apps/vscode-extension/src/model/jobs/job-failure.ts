import { isFluxError } from '@fluxkit/core'
import { chargedOf, type Job, type State } from '@fluxkit/jobs'

/** Why a job has not brought its images. */
export interface JobFailure {
  /** A code of core or of a refusal, or one of our own: `aborted`, `elsewhere`, `held`, `not_written`, `other_account`. */
  readonly code: string
  readonly summary: string
  readonly charged: 'no' | 'unknown' | 'yes'
  readonly traceId?: string
  /** The next check is planned: nobody has to do anything. */
  readonly isRetried?: boolean
}

/** @returns `undefined` for a job that is done, or goes its usual way */
export function failureOfJob(job: Job, state: State): JobFailure | undefined {
  const { end, check, task, images } = job
  const charged = chargedOf(job)
  if (end?.kind === 'done') return undefined
  if (end?.kind === 'failed') return { code: 'unexpected', ...facts(end), charged }
  if (end) return { code: 'aborted', summary: 'Stopped waiting.', charged }
  const isRetried = check?.nextAtMs !== undefined
  if (state === 'unknown') {
    const lost = job.attempts.at(-1)?.outcome
    return { ...facts(lost ?? {}), code: 'outcome_unknown', charged, isRetried }
  }
  if (!check || check.lastCode === 'running') return undefined
  // The service has accepted it: what fails now is about something that may be paid for.
  const isAccepted = task !== undefined || images.length > 0
  const paid = isAccepted && charged === 'unknown' ? 'yes' : charged
  return { ...facts(check), code: check.lastCode ?? 'unexpected', charged: paid, isRetried }
}

/** What a record says of an error. */
function facts(part: { readonly code?: string; readonly summary?: string; readonly traceId?: string }): {
  readonly code?: string
  readonly summary: string
  readonly traceId?: string
} {
  const { code, summary = '', traceId } = part
  return { ...(code !== undefined && { code }), summary, ...(traceId !== undefined && { traceId }) }
}

/** The failure of something that has no record, such as a check of the connection. Errors of core hold no secrets. */
export function failureOf(error: unknown, charged: JobFailure['charged'] = 'no'): JobFailure {
  if (isFluxError(error)) {
    const { code, summary, traceId } = error
    return { code, summary, charged: error.charged, ...(traceId !== undefined && { traceId }) }
  }
  return { code: 'unexpected', summary: error instanceof Error ? error.message : String(error), charged }
}

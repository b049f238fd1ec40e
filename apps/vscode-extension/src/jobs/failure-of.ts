import { isFluxError } from '@fluxkit/core'
import { finalCodes, type JobFailure } from '../model/jobs/job.ts'

/** A picture could not be written to the workspace. The link is kept, so it can be fetched and written again. */
export class WriteError extends Error {
  override get name(): string {
    return 'WriteError'
  }
}

/** An outcome that is no surprise and has a code of its own, such as an upload that a person declined. */
export class JobRefused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }

  override get name(): string {
    return 'JobRefused'
  }
}

/** What went wrong, as it is written into the job: errors of core hold neither token nor prompt. */
export function failureOf(error: unknown, isSubmitted: boolean): JobFailure {
  if (isFluxError(error)) {
    const { code, summary, traceId } = error
    // Core speaks of the request that failed; what was paid for is the order, which was accepted before.
    const charged = isSubmitted && error.charged === 'no' && !finalCodes.has(code) ? 'yes' : error.charged
    return { code, summary, charged, ...(traceId === undefined ? {} : { traceId }) }
  }
  const charged = isSubmitted ? 'yes' : 'no'
  if (error instanceof WriteError) return { code: 'write_failed', summary: error.message, charged }
  if (error instanceof JobRefused) return { code: error.code, summary: error.message, charged }
  return { code: 'unexpected', summary: error instanceof Error ? error.message : String(error), charged }
}

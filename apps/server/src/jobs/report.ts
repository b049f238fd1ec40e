import type { Charged, Cost } from '@fluxkit/core'
import {
  chargedOf,
  type HeldJob,
  imagesMissing,
  isOwed,
  isSandbox,
  type Job,
  requestFacts,
  type RunResult,
  type State,
  stateOf,
} from '@fluxkit/jobs'
import { type Failure, jobFailure } from './failure.ts'
import { type SavedFile, savedFiles, unsavedLinks } from './saved-files.ts'

/** A job as answers show it. */
export interface JobReport {
  readonly job: Job
  readonly state: State
  readonly charged: Charged
  readonly cost?: Cost
  readonly files: readonly SavedFile[]
  /** Links of images that aren't saved yet. */
  readonly unsaved: readonly string[]
  /** Images that were requested and didn't come. */
  readonly missing: number
  readonly isSandbox: boolean
  /** It continues at the service, or in this or another process. */
  readonly isRunning: boolean
  readonly failure?: Failure
}

/**
 * @param result of the work on it here; `undefined` when that continues
 */
export function reportOf(
  { job, held }: HeldJob,
  result: Pick<RunResult<unknown>, 'why' | 'error'> | undefined,
  circumstances: { readonly nowMs: number; readonly account: string },
): JobReport {
  const isAtWork = result === undefined || result.why === 'held' || result.why === 'lost' || result.why === 'stopped'
  const failure = isAtWork && !job.end ? undefined : jobFailure({ why: 'ended', ...result, job }, circumstances)
  const isRunning = failure === undefined && !job.end
  const charged = chargedOf(job)
  return {
    job,
    state: stateOf(job, circumstances.nowMs, held || isAtWork),
    // A job that is about to be submitted may be charged a moment later.
    charged: isRunning && charged === 'no' && !isSandbox(job) ? 'unknown' : charged,
    // The sandbox reports what the service would have charged.
    ...(job.cost && !isSandbox(job) && { cost: job.cost }),
    files: savedFiles(job),
    unsaved: unsavedLinks(job),
    missing: imagesMissing(job),
    isSandbox: isSandbox(job),
    isRunning,
    ...(failure && { failure }),
  }
}

/** One line for lists. */
export function describeJob({ job, held }: HeldJob, nowMs: number): string {
  const { prompt, model = '' } = requestFacts(job)
  const owed = isOwed({ job }) ? ', may be paid for and isn’t saved: call flux_wait' : ''
  const text = prompt.length > 80 ? `${prompt.slice(0, 80)}…` : prompt
  return `${job.id}: ${stateOf(job, nowMs, held)}${owed}. ${model} ${JSON.stringify(text)}`
}

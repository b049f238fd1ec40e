import { findById, type Job, type Listed, type State, stateOf } from '@fluxkit/jobs'
import { usageError } from '../errors/program-error.ts'

/**
 * The record with a task id, a job id, or the first characters of either.
 * @returns `undefined` when there is none
 * @throws {ProgramError} when several begin with it
 */
export function findEntry(entries: readonly Listed[], id: string): Listed | undefined {
  const [first, second] = findById(entries, id)
  if (second !== undefined)
    throw usageError(
      ({ t }) => t('usage.severalIds', { id }),
      ({ t }) => t('usage.moreOfIt'),
    )
  return first
}

/** States in which there is something left to do. */
const open: ReadonlySet<State> = new Set(['created', 'stale', 'submitting', 'unknown', 'submitted', 'missing', 'ready'])

/** Is there something left to recover, or at least to report? A failed job may still have links. */
export function isUnfinished(job: Job, nowMs: number, held: boolean): boolean {
  const hasLinks = job.images.some(({ kept }) => kept === undefined)
  return open.has(stateOf(job, nowMs, held)) || (job.end?.kind === 'failed' && hasLinks)
}

import { isDamaged, type Job, type Listed, type State, stateOf } from '@fluxkit/jobs'
import { usageError } from '../errors/program-error.ts'

/** Shorter ones are too ambiguous. */
const minPrefixLength = 4

/**
 * The record with a task id, a job id, or the first characters of either.
 * @returns `undefined` when none is @throws {ProgramError} when several are
 */
export function findEntry(entries: readonly Listed[], id: string): Listed | undefined {
  const exact = entries.find((entry) => namesOf(entry).includes(id))
  if (exact !== undefined || id.length < minPrefixLength) return exact
  const [first, second] = entries.filter((entry) => namesOf(entry).some((name) => name.startsWith(id)))
  if (second !== undefined)
    throw usageError(
      ({ t }) => t('usage.severalIds', { id }),
      ({ t }) => t('usage.moreOfIt'),
    )
  return first
}

function namesOf(entry: Listed): string[] {
  const names = isDamaged(entry) ? [entry.id] : [entry.job.id, entry.job.task?.id]
  return names.filter((name) => name !== undefined)
}

/** States in which there is something left to do. */
const open: ReadonlySet<State> = new Set(['created', 'stale', 'submitting', 'unknown', 'submitted', 'missing', 'ready'])

/** Is there something left to recover, or at least to report? A failed job may still have links. */
export function isUnfinished(job: Job, nowMs: number, held: boolean): boolean {
  const hasLinks = job.images.some(({ kept }) => kept === undefined)
  return open.has(stateOf(job, nowMs, held)) || (job.end?.kind === 'failed' && hasLinks)
}

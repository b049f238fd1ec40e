import { isDamaged, isOwed, type Listed, stateOf } from '@fluxkit/jobs'
import { appName } from '../money/budget.ts'

/** Shorter ones are too ambiguous. */
const minPrefixLength = 4

/** The records that are meant by a job id, a task id, or the first characters of either. */
export function matchingJobs(entries: readonly Listed[], id: string): Listed[] {
  const exact = entries.filter((entry) => namesOf(entry).includes(id))
  if (exact.length > 0 || id.length < minPrefixLength) return exact
  return entries.filter((entry) => namesOf(entry).some((name) => name.startsWith(id)))
}

/** The newest job of the server that isn't over. @param entries newest first */
export function newestUnfinished(entries: readonly Listed[], nowMs: number): Listed | undefined {
  return entries.find((entry) => !isDamaged(entry) && entry.job.origin.app === appName && isUnfinished(entry, nowMs))
}

/** Is it running, or are images of it owed? */
export function isUnfinished(entry: Listed, nowMs: number): boolean {
  if (isDamaged(entry)) return true
  const state = stateOf(entry.job, nowMs, entry.held)
  return isOwed(entry) || !['done', 'failed', 'cancelled', 'stale'].includes(state)
}

function namesOf(entry: Listed): string[] {
  const names = isDamaged(entry) ? [entry.id] : [entry.job.id, entry.job.task?.id]
  return names.filter((name) => name !== undefined)
}

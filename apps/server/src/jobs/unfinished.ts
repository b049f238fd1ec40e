import { isDamaged, isOwed, type Listed, stateOf } from '@fluxkit/jobs'
import { appName } from '../money/budget.ts'

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

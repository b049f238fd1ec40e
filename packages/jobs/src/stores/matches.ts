import { isDamaged } from '../job/job.ts'
import { stateOf } from '../job/state-of.ts'
import { isDue } from '../outcome/recheck-times.ts'
import type { JobQuery, Listed } from './job-store.ts'

/** Does a query want this record? Stores that search by index check with it what they found. */
export function matches(entry: Listed, { states, dueAtMs, app }: JobQuery, nowMs: number): boolean {
  if (isDamaged(entry)) return states === undefined && dueAtMs === undefined
  const { job, held } = entry
  if (app !== undefined && job.origin.app !== app) return false
  if (dueAtMs !== undefined && (held || !isDue(job, dueAtMs))) return false
  return states === undefined || states.includes(stateOf(job, nowMs, held))
}

/** Oldest first; damaged records have no age and come first. */
export function byAge(a: Listed, b: Listed): number {
  const [age, other] = [a, b].map((entry) => (isDamaged(entry) ? -Infinity : entry.job.createdAtMs)) as [number, number]
  if (age !== other) return age < other ? -1 : 1
  const [id = '', otherId = ''] = [a, b].map((entry) => (isDamaged(entry) ? entry.id : entry.job.id))
  return id < otherId ? -1 : id > otherId ? 1 : 0
}

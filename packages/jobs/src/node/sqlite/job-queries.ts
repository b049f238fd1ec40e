import { type State, staleAfterMs } from '../../job/state-of.ts'
import { longestPauseMs } from '../../outcome/recheck-times.ts'
import type { JobQuery } from '../../stores/job-store.ts'
import type { SqlValue } from './database.ts'
import { selectJobs } from './job-rows.ts'
import type { LeaseClock } from './lease-clock.ts'

export interface Search {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

const pageSize = 200
const endStates: ReadonlySet<State> = new Set(['done', 'failed', 'cancelled'])
const waitingStates: ReadonlySet<State> = new Set(['created', 'stale'])
const isHeld = '(holder IS NOT NULL AND lease_boot = ? AND lease_until_ms > ?)'
const isDue = '(due_at_ms <= ? OR due_at_ms > ?)'

/** A page of what a query may want; `matches` decides. @param after The last row of the page before. */
export function jobSearch(
  { states, dueAtMs, app }: JobQuery,
  { boot, now }: LeaseClock,
  after: { readonly createdAtMs: number; readonly id: string } | undefined,
): Search {
  const conditions: string[] = ['TRUE']
  const values: SqlValue[] = []
  const where = (condition: string, ...bound: SqlValue[]): void => {
    conditions.push(condition)
    values.push(...bound)
  }
  // Few jobs are due: they are found by that, and sorted. The plus keeps SQLite from reading all of them in order of age.
  const age = dueAtMs === undefined ? 'created_at_ms' : '+created_at_ms'
  if (after) where(`(${age}, id) > (?, ?)`, after.createdAtMs, after.id)
  if (app !== undefined) where('app = ?', app)
  if (dueAtMs !== undefined) where(`${isDue} AND NOT ${isHeld}`, dueAtMs, dueAtMs + longestPauseMs, boot, now())
  if (states?.every((state) => !endStates.has(state))) where('has_ended = 0')
  // A task may have been noted for a job that still waits by its record.
  if (states && !states.some((state) => waitingStates.has(state))) where('(is_waiting = 0 OR task IS NOT NULL)')
  return { sql: `${selectJobs} WHERE ${conditions.join(' AND ')} ORDER BY ${age}, id LIMIT ${pageSize}`, values }
}

/** Jobs whose turn it may be. */
export function waitingSearch({ boot, now }: LeaseClock, nowMs: number): Search {
  return {
    sql: `SELECT id, lane, created_at_ms FROM fluxkit_jobs
      WHERE has_ended = 0 AND is_waiting = 1 AND ${isDue} AND NOT ${isHeld}
        AND abs(? - max(wanted_at_ms, coalesce(seen_at_ms, 0))) <= ${staleAfterMs}
      ORDER BY created_at_ms, id`,
    values: [nowMs, nowMs + longestPauseMs, boot, now(), nowMs],
  }
}

/** Held jobs that have not ended, by lane. */
export function runningSearch({ boot, now }: LeaseClock): Search {
  return {
    sql: `SELECT lane, count(*) AS count FROM fluxkit_jobs WHERE has_ended = 0 AND ${isHeld} GROUP BY lane`,
    values: [boot, now()],
  }
}

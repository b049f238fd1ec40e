import { type State, staleAfterMs } from '../../job/state-of.ts'
import { longestPauseMs } from '../../outcome/recheck-times.ts'
import type { JobQuery, WaitingJob } from '../../stores/job-store.ts'
import type { PostgresRow, PostgresValue } from './database.ts'
import { isHeld, selectJobs } from './job-rows.ts'

export interface PostgresSearch {
  readonly sql: string
  readonly values: readonly PostgresValue[]
}

const pageSize = 200
const endStates: ReadonlySet<State> = new Set(['done', 'failed', 'cancelled'])
const waitingStates: ReadonlySet<State> = new Set(['created', 'stale'])

/** A page of what a query may want; `matches` decides. @param after The last row of the page before. */
export function jobSearch(
  { states, dueAtMs, app }: JobQuery,
  after: { readonly createdAtMs: number; readonly id: string } | undefined,
): PostgresSearch {
  const conditions: string[] = ['TRUE']
  const values: PostgresValue[] = []
  const value = (one: PostgresValue): string => `$${values.push(one)}`
  if (after) conditions.push(`(created_at_ms, id) > (${value(after.createdAtMs)}, ${value(after.id)})`)
  if (app !== undefined) conditions.push(`app = ${value(app)}`)
  if (dueAtMs !== undefined) {
    conditions.push(`(due_at_ms <= ${value(dueAtMs)} OR due_at_ms > ${value(dueAtMs + longestPauseMs)})`)
    conditions.push(`NOT ${isHeld}`)
  }
  if (states?.every((state) => !endStates.has(state))) conditions.push('has_ended = 0')
  // A task may have been noted for a job that still waits by its record.
  if (states && !states.some((state) => waitingStates.has(state))) {
    conditions.push('(is_waiting = 0 OR task IS NOT NULL)')
  }
  const sql = `${selectJobs} WHERE ${conditions.join(' AND ')} ORDER BY created_at_ms, id LIMIT ${pageSize}`
  return { sql, values }
}

/** Jobs whose turn it may be: `$1` is now, `$2` the time after which no schedule can have planned. */
const isWaiting = `has_ended = 0 AND is_waiting = 1 AND (due_at_ms <= $1 OR due_at_ms > $2) AND NOT ${isHeld}
  AND abs($1 - greatest(wanted_at_ms, coalesce(seen_at_ms, 0))) <= ${staleAfterMs}`

/**
 * Jobs that wait, the oldest first; and, without an id, how many jobs of each lane are held and have not ended. Nothing at all
 * when no job waits: so most calls find it, and they are to be cheap. `turn` is how many turns were given before.
 */
export function queueSearch(nowMs: number): PostgresSearch {
  return {
    sql: `SELECT id, lane, created_at_ms, 1 AS count, coalesce((SELECT given FROM fluxkit_turns), 0) AS turn
      FROM fluxkit_jobs WHERE ${isWaiting}
      UNION ALL
      SELECT NULL, lane, NULL, count(*), NULL FROM fluxkit_jobs
      WHERE EXISTS (SELECT 1 FROM fluxkit_jobs WHERE ${isWaiting}) AND has_ended = 0 AND ${isHeld} GROUP BY lane
      ORDER BY created_at_ms, id`,
    values: [nowMs, nowMs + longestPauseMs],
  }
}

/** What `queueSearch` found. @param damaged Records that can't be read. */
export function queueFrom(
  rows: readonly PostgresRow[],
  damaged: ReadonlySet<string>,
): { readonly waiting: readonly WaitingJob[]; readonly running: ReadonlyMap<string, number>; readonly turn: number } {
  const waiting: WaitingJob[] = []
  const running = new Map<string, number>()
  let turn = 0
  for (const row of rows) {
    const { id } = row
    const lane = String(row['lane'])
    if (typeof id !== 'string') running.set(lane, Number(row['count']))
    else {
      turn = Number(row['turn'])
      if (!damaged.has(id)) waiting.push({ id, lane, createdAtMs: Number(row['created_at_ms']) })
    }
  }
  return { waiting, running, turn }
}

/** A row, unless another turn was given since `turn` was read. */
export function nextTurn(turn: string): string {
  return `turn AS (
    INSERT INTO fluxkit_turns AS known VALUES (1, ${turn}::bigint + 1)
    ON CONFLICT (id) DO UPDATE SET given = known.given + 1 WHERE known.given = ${turn} RETURNING given
  )`
}

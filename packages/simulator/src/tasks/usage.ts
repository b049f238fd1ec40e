import type { TaskStore } from './task-store.ts'
import type { Task } from './task.ts'
import { accountOf, type Account } from '../accounts/account.ts'

/** One request to the API as the platform's usage list shows it. */
export interface UsageRow extends Account {
  readonly trace_id: string
  readonly api_path: '/flux/images'
  readonly status_code: number
  /** Credits, less what was refunded. */
  readonly deducted_amount: number
  readonly created_at: string
}

/** The result of every submission of a known token. */
export interface Usage {
  /** Notes a submission that was refused. */
  refused(traceId: string, token: string, status: number, nowMs: number): void
  /** Newest first. */
  rows(traceId: string | undefined): UsageRow[]
  clear(): void
}

/** Refusals kept; the oldest are forgotten first. */
const maxRefusals = 1_000

function rowOf(task: Task): UsageRow {
  return {
    ...task.account,
    trace_id: task.traceId,
    api_path: '/flux/images',
    status_code: task.error?.status ?? 200,
    deducted_amount: task.isRefunded ? 0 : task.credits,
    created_at: new Date(task.createdMs).toISOString(),
  }
}

export function createUsage(store: TaskStore): Usage {
  const refusals = new Map<string, UsageRow>()
  return {
    refused(traceId, token, status, nowMs) {
      refusals.set(traceId, {
        ...accountOf(token),
        trace_id: traceId,
        api_path: '/flux/images',
        status_code: status,
        deducted_amount: 0,
        created_at: new Date(nowMs).toISOString(),
      })
      const [oldest] = refusals.keys()
      if (refusals.size > maxRefusals && oldest !== undefined) refusals.delete(oldest)
    },
    rows(traceId) {
      const rows = [...store.list().map((task) => rowOf(task)), ...[...refusals.values()].toReversed()]
      if (traceId !== undefined) return rows.filter((row) => row.trace_id === traceId)
      return rows.toSorted((a, b) => (a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : 0))
    },
    clear: () => refusals.clear(),
  }
}

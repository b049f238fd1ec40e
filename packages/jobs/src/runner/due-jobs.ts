import type { State } from '../job/state-of.ts'
import type { JobStore, Listed } from '../stores/job-store.ts'
import type { WatchOptions } from './runner.ts'

/** Where the store gives turns, the queue is read only so often: for jobs that became stale, and to keep the others wanted. */
const readQueueEveryMs = 30_000

const begunStates: readonly State[] = [
  'submitting',
  'unknown',
  'submitted',
  'missing',
  'ready',
  'done',
  'failed',
  'cancelled',
]

/** The jobs that a pass of a watch finds in the store. */
export interface DueJobs<P> {
  /** Something may have become due: the next pass lists again. */
  changed(): void
  /** Where the store gives turns, the queue gives its next job without being listed. */
  list(options: WatchOptions, nowMs: number): AsyncIterable<Listed<P>> | readonly Listed<P>[]
}

export function createDueJobs<P, E>(store: Pick<JobStore<P, E>, 'list' | 'claimNext'>): DueJobs<P> {
  let isListWanted = false
  let queueReadAtMs = -Infinity

  /** A queue may be long, and every end of a job starts a pass. */
  function readsQueue(hasQueue: boolean, nowMs: number): boolean {
    const isRecent = nowMs >= queueReadAtMs && nowMs < queueReadAtMs + readQueueEveryMs
    if (hasQueue && isRecent) return false
    queueReadAtMs = nowMs
    return true
  }

  return {
    changed: () => void (isListWanted = true),
    list({ choose, app }, nowMs) {
      const hasQueue = choose !== undefined && store.claimNext !== undefined
      if (!isListWanted && hasQueue) return []
      isListWanted = false
      const due = { dueAtMs: nowMs, app }
      return store.list(readsQueue(hasQueue, nowMs) ? due : { ...due, states: begunStates })
    },
  }
}

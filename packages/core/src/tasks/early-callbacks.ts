import type { Generation } from '../contract/generation.ts'

/** Callbacks for tasks without a wait (yet) are kept up to this number; the oldest are dropped first. */
const maxKept = 1_000

/** A callback that arrived before the wait: it can be faster than the response to the submission. */
export interface EarlyCallback {
  readonly taskId: string
  /** The job whose URL was called. */
  readonly jobKey: string | undefined
  /** Absent when it reports anything but images. */
  readonly result: Generation | undefined
}

export interface EarlyCallbacks {
  keep(callback: EarlyCallback): void
  /** Those for a task, at most one of each job; they are forgotten then. */
  take(taskId: string): readonly EarlyCallback[]
  /** The task that the latest callback of a job names. */
  taskOf(jobKey: string): string | undefined
}

export function createEarlyCallbacks(): EarlyCallbacks {
  const kept = new Map<string, EarlyCallback>()
  return {
    keep(callback) {
      const key = JSON.stringify([callback.taskId, callback.jobKey])
      const { result = kept.get(key)?.result } = callback
      kept.delete(key)
      kept.set(key, { ...callback, result })
      const oldest = kept.keys().next()
      if (kept.size > maxKept && !oldest.done) kept.delete(oldest.value)
    },
    take(taskId) {
      const found = [...kept].filter(([, callback]) => callback.taskId === taskId)
      for (const [key] of found) kept.delete(key)
      return found.map(([, callback]) => callback)
    },
    taskOf(jobKey) {
      let latest: string | undefined
      for (const callback of kept.values()) if (callback.jobKey === jobKey) latest = callback.taskId
      return latest
    },
  }
}

import type { TaskEnd } from './task-end.ts'

/** Callbacks for tasks that nobody waits for (yet) are kept up to this number; the oldest go first. */
const maxKept = 1_000

/** Ends that a callback told before anybody waited: it can be faster than the answer to the submission. */
export interface EarlyEnds {
  keep(taskId: string, end: TaskEnd): void
  /** The end, if one came; it is forgotten then, since whoever takes it has the result. */
  take(taskId: string): TaskEnd | undefined
}

export function createEarlyEnds(): EarlyEnds {
  const ends = new Map<string, TaskEnd>()
  return {
    keep(taskId, end) {
      ends.delete(taskId)
      ends.set(taskId, end)
      const oldest = ends.keys().next()
      if (ends.size > maxKept && !oldest.done) ends.delete(oldest.value)
    },
    take(taskId) {
      const end = ends.get(taskId)
      ends.delete(taskId)
      return end
    },
  }
}

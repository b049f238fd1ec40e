import type { Task } from '../tasks/task.ts'

/** Notifies watchers of changed tasks. */
export interface Changes {
  publish(task: Task): void
  /** @returns how to stop */
  watch(watcher: (task: Task) => void): () => void
}

export function createChanges(): Changes {
  const watchers = new Set<(task: Task) => void>()
  return {
    publish(task) {
      for (const watcher of watchers) watcher(task)
    },
    watch(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}

import type { Task } from './task.ts'

/** Tasks by id, a bounded number of them: finished ones go first, in the order in which they finished. */
export interface TaskStore {
  readonly size: number
  add(task: Task): void
  get(id: string): Task | undefined
  markFinished(task: Task): void
  /** From now on the task has another id. */
  rename(task: Task, id: string): void
  /** Newest first. */
  list(limit?: number): Task[]
  clear(): void
}

export function createTaskStore(maxTasks: number): TaskStore {
  const tasks = new Map<string, Task>()
  const finished = new Set<string>()

  function evict(): void {
    while (tasks.size > maxTasks) {
      const [victim] = finished.size > 0 ? finished : tasks.keys()
      if (victim === undefined) return
      finished.delete(victim)
      tasks.delete(victim)
    }
  }

  return {
    get size() {
      return tasks.size
    },
    add(task) {
      tasks.set(task.id, task)
      evict()
    },
    get: (id) => tasks.get(id),
    markFinished(task) {
      if (tasks.has(task.id)) finished.add(task.id)
    },
    rename(task, id) {
      if (!tasks.delete(task.id)) return
      const wasFinished = finished.delete(task.id)
      task.id = id
      tasks.set(id, task)
      if (wasFinished) finished.add(id)
    },
    list(limit = maxTasks) {
      return [...tasks.values()].slice(-limit).toReversed()
    },
    clear() {
      tasks.clear()
      finished.clear()
    },
  }
}

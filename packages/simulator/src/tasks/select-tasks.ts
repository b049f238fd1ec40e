import type { TaskFilter, TaskQuery } from '../contract/task-query.ts'
import { isKnown } from './task-json.ts'
import type { TaskStore } from './task-store.ts'
import type { Task } from './task.ts'

function fits(task: Task, filter: TaskFilter): boolean {
  const { application_id, user_id } = task.account
  const createdAt = task.createdMs / 1_000
  return (
    (filter.userId ?? user_id) === user_id &&
    (filter.applicationId ?? application_id) === application_id &&
    (filter.type ?? 'images') === 'images' &&
    createdAt >= filter.createdAtMin &&
    createdAt <= filter.createdAtMax
  )
}

/** The tasks that match a query, as far as the service knows them at `nowMs`; a listing has its newest first. */
export function selectTasks(store: TaskStore, query: TaskQuery, nowMs: number): Task[] {
  const known = (task: Task | undefined): task is Task => task !== undefined && isKnown(task, nowMs)
  if (query.kind === 'one') return [store.get(query.id)].filter((task) => known(task))
  const { limit, offset } = query.page
  const all =
    query.kind === 'batch'
      ? query.ids.map((id) => store.get(id)).filter((task) => known(task))
      : store.list().filter((task) => known(task) && fits(task, query.filter))
  return all.slice(offset, offset + limit)
}

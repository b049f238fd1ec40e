import { readBatch, readTask, type TaskReading } from '../contract/answers.ts'
import { asObject } from '../contract/json.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'

/** A task that the service listed; `unreadable` where its item can't be read, which says nothing about the task. */
export type PolledTask = TaskReading | 'unreadable'

/** What one request said, by task id. Ids that it didn't list are missing. */
export type PollAnswer = { readonly tasks: ReadonlyMap<string, PolledTask> } | { readonly error: FluxError }

/**
 * Sorts the answer to `retrieve_batch` by task. Items come in any order; an unreadable one spoils only itself; ids that
 * weren't requested are ignored.
 */
export function readPolledBatch(json: unknown, ids: readonly string[]): PollAnswer {
  const items = readBatch(json)
  if (!items) return { error: new ServiceFailureError('bad_answer', 'The answer contains no list of tasks.', {}) }
  const requested = new Set(ids)
  const tasks = new Map<string, PolledTask>()
  for (const item of items) {
    const task = readTask(item)
    const id: unknown = task?.id ?? asObject(item)?.['id']
    if (typeof id === 'string' && requested.has(id)) tasks.set(id, task ?? 'unreadable')
  }
  return { tasks }
}

/** The answer to `retrieve`: an empty object says that there is no such task. */
export function readPolledTask(json: object, id: string): PollAnswer {
  if (Object.keys(json).length === 0) return { tasks: new Map() }
  const task = readTask(json)
  return { tasks: new Map([[id, task?.id === id ? task : 'unreadable']]) }
}

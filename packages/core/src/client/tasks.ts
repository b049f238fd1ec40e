import { readSubmission, readTask } from '../contract/answers.ts'
import { isFluxError } from '../errors/flux-error.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import { UnknownTaskError } from '../errors/task-errors.ts'
import { readCall, tryRead } from '../http/read-call.ts'
import { createDurationModel } from '../tasks/durations.ts'
import { createEarlyEnds } from '../tasks/early-ends.ts'
import { readSightings } from '../tasks/sightings.ts'
import { toSnapshot, type TaskSnapshot } from '../tasks/snapshot.ts'
import { endOfAnswer } from '../tasks/task-end.ts'
import { tellEnd } from '../tasks/progress.ts'
import { watchTasks } from '../tasks/watch-tasks.ts'
import { isUnknownTask } from '../tasks/unknown-task.ts'
import { createWatcher, type Look, maxBatchSize } from '../tasks/watcher.ts'
import type { Service } from './service.ts'
import type { TasksClient } from './types.ts'

const tasksPath = '/flux/tasks'
const defaultDeadlineMs = 600_000

export function createTasksClient(service: Service): TasksClient & { close(): void } {
  const { network, retry, minPollIntervalMs } = service.settings
  const early = createEarlyEnds()
  const watcher = createWatcher({
    look: (ids, signal) => lookOnce(service, ids, signal),
    clock: network.clock,
    random: network.random,
    durations: createDurationModel(),
    retry,
    minIntervalMs: minPollIntervalMs,
  })

  const tasks: TasksClient = {
    async get(id, { signal } = {}) {
      assertIds([id])
      const call = await service.prepare(tasksPath, { action: 'retrieve', id }, { signal })
      const json = await readCall(network, call, retry, { taskId: id }).catch((error: unknown) => {
        throw isUnknownTask(error) ? new UnknownTaskError({ taskId: id, traceId: error.traceId }) : error
      })
      const task = readTask(json)
      if (task) return toSnapshot(task)
      throw new ServiceFailureError('bad_answer', 'The answer holds no task.', { taskId: id })
    },
    async getMany(ids, { signal } = {}) {
      assertIds(ids)
      const found = new Map<string, TaskSnapshot>()
      for (let start = 0; start < ids.length; start += maxBatchSize) {
        const batch = ids.slice(start, start + maxBatchSize)
        const call = await service.prepare(tasksPath, { action: 'retrieve_batch', ids: batch }, { signal })
        const answer = readSightings(await readCall(network, call, retry), batch)
        if ('error' in answer) throw answer.error
        for (const [id, sighting] of answer.sightings) {
          if (typeof sighting === 'object') found.set(id, toSnapshot(sighting))
        }
      }
      return found
    },
    async wait(id, { deadlineMs = defaultDeadlineMs, signal, onProgress, ...task } = {}) {
      assertIds([id])
      const known = early.take(id)
      if (!known) return watcher.wait({ ...task, id }, { deadlineMs, signal, onProgress })
      return tellEnd(id, known, onProgress)
    },
    watch: (ids, options = {}) => watchTasks(ids, (id, own) => tasks.wait(id, { ...options, ...own }), options.signal),
    deliver({ taskId, body, prompt }) {
      const reading = readSubmission(body)
      const end = reading?.taskId === taskId ? endOfAnswer(reading, taskId, true, [prompt]) : undefined
      if (!end) return false
      if (!watcher.end(taskId, end)) early.keep(taskId, end)
      return true
    },
  }
  return { ...tasks, close: () => watcher.close() }
}

/** One look without retries: the watcher decides itself when to look again. */
async function lookOnce(service: Service, ids: readonly string[], signal: AbortSignal): ReturnType<Look> {
  try {
    const call = await service.prepare(tasksPath, { action: 'retrieve_batch', ids }, { signal })
    const outcome = await tryRead(service.settings.network, call, {})
    if ('json' in outcome) return readSightings(outcome.json, ids)
    return isUnknownTask(outcome.error) ? { sightings: new Map() } : outcome
  } catch (error) {
    if (isFluxError(error)) return { error }
    throw error
  }
}

function assertIds(ids: readonly unknown[]): void {
  const wrong = ids.findIndex((id) => typeof id !== 'string' || id.trim() === '')
  if (wrong < 0) return
  throw new InvalidRequestError([{ field: 'id', message: `id ${wrong + 1} of ${ids.length}: must be a task id` }])
}

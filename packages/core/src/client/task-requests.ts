import { isFluxError } from '../errors/is-flux-error.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { readCall, tryRead } from '../http/read-call.ts'
import { type PollAnswer, type PolledTask, readPolledBatch, readPolledTask } from '../tasks/read-polled.ts'
import { isUnknownTaskAnswer } from '../tasks/unknown-task.ts'
import type { Service } from './service.ts'
import type { CallOptions } from './options.ts'

const tasksPath = '/flux/tasks'

/** The requests to `/flux/tasks`. Those that `try` aren't repeated: the poller decides when to poll again. */
export interface TaskRequests {
  /** @param ids at most 50 */
  tryBatch(ids: readonly string[], signal: AbortSignal): Promise<PollAnswer>
  tryOne(id: string, signal: AbortSignal): Promise<PollAnswer>
  /** @throws the errors of any read */
  batch(ids: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, PolledTask>>
  /** @returns `undefined` when the service doesn't know it @throws the errors of any read */
  one(id: string, options: CallOptions): Promise<PolledTask | undefined>
}

export function createTaskRequests(service: Service): TaskRequests {
  const { settings } = service

  // Sibling endpoints of the vendor list 12 items where no limit is named.
  const prepareBatch = (ids: readonly string[], options: CallOptions): Promise<ServiceCall> =>
    service.prepare(tasksPath, { action: 'retrieve_batch', ids, limit: ids.length }, options)
  const prepareOne = (id: string, options: CallOptions): Promise<ServiceCall> =>
    service.prepare(tasksPath, { action: 'retrieve', id }, options)

  function learn(answer: PollAnswer): PollAnswer {
    if ('tasks' in answer) {
      for (const task of answer.tasks.values()) if (task !== 'unreadable') service.noteAccount(task.raw)
    }
    return answer
  }

  async function tryOnce(prepared: Promise<ServiceCall>, read: (json: object) => PollAnswer): Promise<PollAnswer> {
    try {
      const outcome = await tryRead(settings.network, await prepared, {})
      if ('json' in outcome) return learn(read(outcome.json))
      return isUnknownTaskAnswer(outcome.error) ? { tasks: new Map() } : { error: outcome.error }
    } catch (error) {
      if (isFluxError(error)) return { error }
      throw error
    }
  }

  async function repeat(
    prepared: Promise<ServiceCall>,
    read: (json: object) => PollAnswer,
    taskId?: string,
  ): Promise<ReadonlyMap<string, PolledTask>> {
    const answer = await readCall(settings.network, await prepared, settings.retry, { taskId }).then(
      (json) => learn(read(json)),
      (error: unknown): PollAnswer => {
        if (isUnknownTaskAnswer(error)) return { tasks: new Map() }
        throw error
      },
    )
    if ('error' in answer) throw answer.error
    return answer.tasks
  }

  return {
    tryBatch: (ids, signal) => tryOnce(prepareBatch(ids, { signal }), (json) => readPolledBatch(json, ids)),
    tryOne: (id, signal) => tryOnce(prepareOne(id, { signal }), (json) => readPolledTask(json, id)),
    batch: (ids, options) => repeat(prepareBatch(ids, options), (json) => readPolledBatch(json, ids)),
    one: async (id, options) => (await repeat(prepareOne(id, options), (json) => readPolledTask(json, id), id)).get(id),
  }
}

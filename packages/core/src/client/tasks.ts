import { readSubmission, type TaskReading } from '../contract/answers.ts'
import type { Generation } from '../contract/generation.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import { UnknownTaskError } from '../errors/task-errors.ts'
import { fromWallMs } from '../http/clock.ts'
import { assessPoll } from '../tasks/assess-poll.ts'
import { createDurationModel } from '../tasks/durations.ts'
import { bindingOf } from '../tasks/callback-binding.ts'
import { createEarlyCallbacks } from '../tasks/early-callbacks.ts'
import { createPoller, maxBatchSize } from '../tasks/poller.ts'
import { notifyOutcome } from '../tasks/progress.ts'
import { toSnapshot, type TaskSnapshot } from '../tasks/snapshot.ts'
import { callbackResult } from '../tasks/task-outcome.ts'
import { watchTasks } from '../tasks/watch-tasks.ts'
import { assertIds } from './assert-ids.ts'
import { readCallOptions } from './call-options.ts'
import { findAttempts } from './find-attempts.ts'
import { listTasks } from './list-tasks.ts'
import { withSubmission } from '../tasks/with-submission.ts'
import { createTaskRequests } from './task-requests.ts'
import type { Service } from './service.ts'
import type { WaitOptions } from './options.ts'
import { readCallback, readLost } from './task-arguments.ts'
import type { TasksClient } from './types.ts'

const defaultDeadlineMs = 600_000

interface InternalTasksClient extends TasksClient {
  /** The task that an early callback of a job has named. */
  readonly taskOfJob: (jobKey: string) => string | undefined
  readonly close: () => void
}

export function createTasksClient(service: Service): InternalTasksClient {
  const { known } = service
  const { network, retry, minPollIntervalMs } = service.settings
  const { clock } = network
  const requests = createTaskRequests(service)
  const early = createEarlyCallbacks()
  const poller = createPoller({
    pollBatch: (ids, signal) => requests.tryBatch(ids, signal),
    pollOne: (id, signal) => requests.tryOne(id, signal),
    clock,
    random: network.random,
    durations: createDurationModel(),
    retry,
    minIntervalMs: minPollIntervalMs,
    ownSecrets: service.ownSecrets,
  })

  function snapshotOf(task: TaskReading): TaskSnapshot {
    const nowMs = clock.now()
    const facts = known.note(task.id, nowMs, { held: true, sinceMs: nowMs, echo: task.raw['request'] })
    const { outcome, history } = assessPoll(facts, task, nowMs, service.ownSecrets)
    facts.history = history
    return toSnapshot(task, outcome)
  }

  async function waitFor(
    id: string,
    { deadlineMs = defaultDeadlineMs, signal, onProgress, ...options }: WaitOptions,
  ): Promise<Generation> {
    const { submittedAtMs } = options
    const sinceMs = submittedAtMs === undefined ? undefined : fromWallMs(clock, submittedAtMs)
    const task = known.note(id, clock.now(), {
      held: sinceMs !== undefined,
      owned: true,
      sinceMs,
      jobKey: options.jobKey,
      secrets: options.prompt === undefined ? undefined : [options.prompt],
    })
    const callbacks = early.take(id)
    const result = callbacks.find(({ jobKey }) => bindingOf(jobKey, task.jobKey) === 'own')?.result
    if (result) {
      const outcome = { result: withSubmission(result, task) }
      notifyOutcome(id, outcome, onProgress)
      return outcome.result
    }
    const promise = poller.wait({ ...options, submittedAtMs: sinceMs, task }, { deadlineMs, signal, onProgress })
    if (callbacks.some(({ jobKey }) => bindingOf(jobKey, task.jobKey) !== 'foreign')) poller.pollSoon(id)
    return promise
  }

  const tasks: TasksClient = {
    async get(id, given) {
      assertIds([id])
      return service.call(given, async (options) => {
        // One miss means nothing.
        const seen = (await requests.one(id, options)) ?? (await requests.one(id, options))
        if (seen === undefined) throw new UnknownTaskError({ taskId: id })
        if (seen !== 'unreadable') return snapshotOf(seen)
        throw new ServiceFailureError('bad_answer', 'The answer contains no task.', { taskId: id })
      })
    },
    async getMany(ids, given) {
      assertIds(ids)
      return service.call(given, async (options) => {
        const found = new Map<string, TaskSnapshot>()
        for (let start = 0; start < ids.length; start += maxBatchSize) {
          const batch = ids.slice(start, start + maxBatchSize)
          const listed = await requests.batch(batch, options)
          for (const id of new Set(batch)) {
            const seen = listed.get(id) ?? (await requests.one(id, options))
            if (seen) found.set(id, seen === 'unreadable' ? { id, state: 'running', raw: {} } : snapshotOf(seen))
          }
        }
        return found
      })
    },
    list: (query, given) =>
      service.call(given, async (options) => {
        const { tasks: listed } = await listTasks(service, query, options)
        return listed.map(snapshotOf)
      }),
    find: (given, callOptions) =>
      service.call(callOptions, async (options) => {
        const { attempt, others = [], ...lost } = readLost(given)
        const { found } = await findAttempts(service, [attempt, ...others], { ...options, ...lost })
        const task = found.get(attempt)
        return task && snapshotOf(task)
      }),
    async wait(id, given) {
      assertIds([id])
      const about = { taskId: id, charged: 'yes' } as const
      return service.call(given, async (options) => waitFor(id, options), about)
    },
    async *watch(ids, given) {
      assertIds(ids)
      const options = readCallOptions<WaitOptions>(given)
      yield* watchTasks(ids, (id, own) => tasks.wait(id, { ...options, ...own }), options.signal)
    },
    deliver(given) {
      const { taskId, jobKey } = readCallback(given)
      const reading = readSubmission(given.body)
      if (!reading || (reading.taskId !== undefined && reading.taskId !== taskId)) return 'ignored'
      if (taskId === undefined) {
        for (const { id } of known.ofJob(jobKey)) poller.pollSoon(id)
        return 'check'
      }
      const binding = bindingOf(jobKey, known.get(taskId)?.jobKey)
      if (binding === 'foreign') return 'ignored'
      // Its images are those of the task only where it says so itself.
      const result = reading.taskId === undefined ? undefined : callbackResult(reading, taskId)
      const isResult = result !== undefined && binding === 'own'
      if (isResult && poller.end(taskId, { result })) return 'result'
      if (!poller.pollSoon(taskId)) early.keep({ taskId, jobKey, result })
      return isResult ? 'result' : 'check'
    },
  }
  return { ...tasks, taskOfJob: (jobKey) => early.taskOf(jobKey), close: () => poller.close() }
}

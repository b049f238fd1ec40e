import { createFluxClient, type FluxClient, type FluxError, type ProgressEvent } from '@fluxkit/core'
import { createCountedSignal, type CountedSignal } from './counted-signal.ts'
import { createLeapClock, type LeapClock } from './leap-clock.ts'
import { createNetwork, type Network } from './network.ts'
import { createTaskService, endOf, imageOf, type ServedTask, type TaskService } from './task-service.ts'
import { token } from './secrets.ts'
import type { Step } from './watch-story.ts'

/** One wait, from its start to its end, as the caller sees it. */
export interface WaitRecord {
  readonly taskId: string
  readonly deadlineMs: number
  /** Time that went by, and what the client's clock showed. */
  readonly startedAtMs: number
  readonly startedAtWallMs: number
  readonly hasTimes: boolean
  readonly caller: CountedSignal
  readonly events: ProgressEvent[]
  /** Called within the next progress event. */
  within: (() => void) | undefined
  end:
    | {
        readonly atMs: number
        readonly atWallMs: number
        readonly wrongImage: boolean
        /** Doubtful reports in a row, up to this end: a later wait may see better ones. */
        readonly doubtfulPolls: number
        /** When the task was missed, up to this end: it may have been shown later. */
        readonly missesAtMs: readonly number[]
        /** When it was first shown, if it was by then. */
        readonly shownAtMs: number | undefined
        readonly error?: FluxError | undefined
      }
    | undefined
}

export interface WatchBench {
  readonly clock: LeapClock
  readonly network: Network
  readonly service: TaskService
  readonly flux: FluxClient
  readonly waits: WaitRecord[]
  /** Tasks whose callback came in time to count. */
  readonly calledBack: Set<string>
  /** By how much the wall clock was set back, and when. */
  readonly setBacks: { readonly atMs: number; readonly byMs: number }[]
  mostPollsAtOnce: number
  /** Looks that asked for a task that nobody waited for when it was sent. */
  readonly needless: string[]
  closed: boolean
  play(step: Step): Promise<void>
}

export function createWatchBench(): WatchBench {
  const clock = createLeapClock()
  const service = createTaskService(clock)
  const network = createNetwork(clock, (request) => service.answer(request))
  let pollsAtOnce = 0
  let lastId = 0
  const flux = createFluxClient({
    token,
    clock,
    random: () => 0.5,
    transport: async (request) => {
      bench.mostPollsAtOnce = Math.max(bench.mostPollsAtOnce, ++pollsAtOnce)
      try {
        const answer = network.transport(request)
        for (const id of service.polls.at(-1)?.ids ?? []) {
          if (!bench.waits.some(({ taskId, end }) => taskId === id && !end)) bench.needless.push(id)
        }
        return await answer
      } finally {
        pollsAtOnce--
      }
    },
  })

  function addTask(task: Omit<ServedTask, 'id'>): ServedTask {
    const served = { ...task, id: `task-${++lastId}` }
    service.tasks.set(served.id, served)
    return served
  }

  function wait(taskId: string, deadlineMs: number, hasTimes: boolean, expectCallback = false): void {
    const caller = createCountedSignal()
    const record: WaitRecord = {
      taskId,
      deadlineMs,
      startedAtMs: clock.elapsedMs(),
      startedAtWallMs: clock.now(),
      hasTimes,
      caller,
      events: [],
      within: undefined,
      end: undefined,
    }
    bench.waits.push(record)
    const settle = (end: { wrongImage: boolean; error?: FluxError }): void => {
      const doubtfulPolls = service.doubtful.get(taskId) ?? 0
      const missesAtMs = service.missesAtMs.get(taskId) ?? []
      const shownAtMs = service.shownAtMs.get(taskId)
      record.end = { ...end, doubtfulPolls, missesAtMs, shownAtMs, atMs: clock.elapsedMs(), atWallMs: clock.now() }
    }
    const onProgress = (event: ProgressEvent): void => {
      record.events.push(event)
      const { within } = record
      record.within = undefined
      within?.()
    }
    flux.tasks
      .wait(taskId, {
        deadlineMs,
        signal: caller.signal,
        onProgress,
        model: 'flux-dev',
        expectCallback,
        jobKey: `job of ${taskId}`,
        submittedAtMs: hasTimes ? clock.now() : undefined,
      })
      .then(
        ({ images }) => settle({ wrongImage: images[0]?.url !== imageOf(taskId) }),
        (error: unknown) => settle({ wrongImage: false, error: error as FluxError }),
      )
  }

  const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)]

  function callBack(task: ServedTask): void {
    // A callback is the word of the service, whatever its lists say later.
    service.tasks.set(task.id, { ...task, endsAtMs: Math.min(task.endsAtMs, clock.elapsedMs()) })
    bench.calledBack.add(task.id)
    flux.tasks.deliver({ taskId: task.id, jobKey: `job of ${task.id}`, body: endOf(task) })
  }

  const bench: WatchBench = {
    clock,
    network,
    service,
    flux,
    waits: [],
    calledBack: new Set(),
    setBacks: [],
    mostPollsAtOnce: 0,
    needless: [],
    closed: false,
    async play(step) {
      const tasks = [...service.tasks.values()]
      switch (step.do) {
        case 'submit':
          for (let index = 0; index < step.count; index++) {
            const nowMs = clock.elapsedMs()
            const { ends, knownAfterMs, takesMs, deadlineMs, hasTimes, expectCallback } = step
            const knownAtMs = nowMs + knownAfterMs
            // Each of many takes a little longer than the one before.
            const task = addTask({ ends, knownAtMs, endsAtMs: Math.max(knownAtMs, nowMs + takesMs + index * 37) })
            wait(task.id, deadlineMs, hasTimes, expectCallback)
          }
          break
        case 'wait-again': {
          const task = pick(tasks, step.task)
          if (task) wait(task.id, step.deadlineMs, false)
          break
        }
        case 'wait-for-unknown':
          wait(`stranger-${++lastId}`, step.deadlineMs, false)
          break
        case 'call-back': {
          const task = pick(tasks, step.task)
          if (!task) break
          for (let time = 0; time < step.times; time++) callBack(task)
          break
        }
        case 'call-back-early': {
          const nowMs = clock.elapsedMs()
          const task = addTask({ ends: step.ends, knownAtMs: nowMs, endsAtMs: nowMs })
          callBack(task)
          wait(task.id, step.deadlineMs, true)
          break
        }
        case 'abort':
          pick(bench.waits, step.wait)?.caller.abort()
          break
        case 'abort-within': {
          const [first, second] = [pick(bench.waits, step.wait), pick(bench.waits, step.other)]
          if (first) first.within = () => second?.caller.abort()
          break
        }
        case 'advance':
          await clock.advance(step.ms)
          break
        case 'sleep':
          await clock.sleep(step.ms)
          break
        case 'set-wall':
          if (step.byMs < 0) bench.setBacks.push({ atMs: clock.elapsedMs(), byMs: -step.byMs })
          clock.setWall(step.byMs)
          break
        case 'fault':
          service.faults.push(...step.faults)
          break
        case 'close':
          bench.closed = true
          await flux.close()
          break
      }
      await clock.advance(0)
    },
  }
  return bench
}

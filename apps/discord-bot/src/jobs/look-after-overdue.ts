import { isFluxError, type TaskSnapshot } from '@fluxkit/core/node'
import { healUnknown } from './heal-unknown.ts'
import type { JobTools } from './job-tools.ts'
import type { Job } from './job.ts'

/** Longer than an operator is away over a long weekend; a task that shows no end by then will show none. */
const lookedForMs = 7 * 86_400_000
/** After a start the reads of jobs that are still in time come first. */
const firstLookMs = 5_000
/** Whoever waits for an overdue picture has waited an hour: minutes do not matter, requests do. */
const pauseMs = 600_000
/** The vendor's recommended size of a batch: what one request asks for. */
const batchSize = 50

type OverdueTools = Pick<JobTools, 'store' | 'clock' | 'log' | 'metrics'> & {
  readonly flux: { readonly tasks: Pick<JobTools['flux']['tasks'], 'getMany'> }
}

/** Looks from time to time for tasks that were not finished by their deadline. */
export interface OverdueLooks {
  start(): void
  /** Resolves when nothing of it is under way any more. */
  stop(): Promise<void>
}

/** Jobs that ended before this moment without a result are given up. */
export function overdueSinceMs(nowMs: number): number {
  return Math.round(nowMs) - lookedForMs
}

/** Succeeded or failed for good: both are told, and the books follow. */
export function hasEnded(task: Pick<TaskSnapshot, 'state'> | undefined): boolean {
  return task?.state === 'succeeded' || task?.state === 'failed'
}

/** @param wake is called when jobs can go on */
export function createOverdueLooks(tools: OverdueTools, wake: () => void): OverdueLooks {
  const { clock, log, metrics } = tools
  const ending = new AbortController()
  let cancelTimer = (): void => undefined
  let looking = Promise.resolve()

  function lookAfter(delayMs: number): void {
    if (ending.signal.aborted) return
    cancelTimer = clock.setTimer(() => {
      looking = lookForOverdue(tools, wake, ending.signal)
        .catch((error: unknown) => {
          log.error({ error }, 'looking for overdue tasks failed')
          metrics.unexpectedErrors.inc()
        })
        .finally(() => lookAfter(pauseMs))
    }, delayMs)
  }

  return {
    start: () => lookAfter(firstLookMs),
    async stop() {
      ending.abort()
      cancelTimer()
      await looking
    },
  }
}

async function lookForOverdue(tools: OverdueTools, wake: () => void, signal: AbortSignal): Promise<void> {
  const { store, clock, log } = tools
  const jobs = await store.jobs.overdue(overdueSinceMs(clock.now()))
  for (let start = 0; start < jobs.length && !signal.aborted; start += batchSize) {
    try {
      await lookAtBatch(tools, jobs.slice(start, start + batchSize), wake, signal)
    } catch (error) {
      if (!isFluxError(error)) throw error
      if (!signal.aborted) log.warn({ error }, 'overdue tasks could not be looked at')
    }
  }
}

async function lookAtBatch(
  { store, flux, log }: OverdueTools,
  jobs: readonly Job[],
  wake: () => void,
  signal: AbortSignal,
): Promise<void> {
  const ids = jobs.flatMap(({ taskId }) => taskId ?? [])
  const tasks = await flux.tasks.getMany(ids, { signal })
  for (const job of jobs) {
    const task = tasks.get(job.taskId ?? '')
    if (!task || !hasEnded(task) || !(await healUnknown(store, job, task.id))) continue
    log.info({ jobId: job.id, taskId: task.id, state: task.state }, 'an overdue task has ended after all')
    wake()
  }
}

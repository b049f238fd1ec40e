import type { Clock } from '@fluxkit/core'
import pLimit from 'p-limit'
import { confirmedByPerson, isInDoubt } from '../job/doubt.ts'
import { hostClock } from '../job/host-clock.ts'
import { noSubmitRetries, type SubmitRetries } from '../outcome/outcome.ts'
import type { JobHost } from '../ports/host.ts'
import type { JobStore } from '../stores/job-store.ts'
import { assertNumbers } from './assert-numbers.ts'
import { jobCreation } from './create-jobs.ts'
import { drain } from './drain.ts'
import { endJob } from './end-job.ts'
import { randomHolder } from './random-holder.ts'
import { recordsAtRest } from './records-at-rest.ts'
import { runOnDemand } from './run-on-demand.ts'
import type { Runner } from './runner.ts'
import type { RunnerContext } from './steps/context.ts'
import { createWatch } from './watch.ts'
import { createWorker } from './worker.ts'

/** What a runner works on, and how patient it is. */
export interface RunnerOptions<P, E> {
  readonly store: JobStore<P, E>
  readonly host: JobHost<P, E>
  readonly clock?: Clock
  /** Numbers in [0, 1), for the name of this runner in leases. Default `Math.random`. */
  readonly random?: () => number
  /** So long after its last sign of life another process takes over. Default 30,000. */
  readonly leaseMs?: number
  /** How long a task is waited for; afterwards it is checked from time to time. Default 600,000. */
  readonly waitMs?: number
  /** Default: a submission that the service can't have accepted fails at once. */
  readonly retries?: SubmitRetries
  /** Downloads at the same time, each with a whole image in memory. Default 8. */
  readonly downloads?: number
}

/**
 * The one place that submits, waits, downloads and recovers, for every app. Does nothing until it is called.
 *
 * @throws {InvalidRequestError} when a number can't work, as in every method that takes numbers
 */
export function createRunner<P = unknown, E = never>(options: RunnerOptions<P, E>): Runner<P> {
  assertNumbers(options)
  const { store, host, clock = hostClock, random = Math.random, leaseMs = 30_000, waitMs = 600_000 } = options
  const { retries = noSubmitRetries, downloads = 8 } = options
  const lease = { holder: randomHolder(random), leaseMs }
  const context: RunnerContext<P, E> = { store, host, clock, lease, retries, limitDownloads: pLimit(downloads) }
  const worker = createWorker(context, waitMs)
  const watch = createWatch(context, worker)
  const atRest = recordsAtRest(context, worker)

  return {
    ...jobCreation(context, worker, () => watch.fill()),
    ...atRest,
    async run(id, runOptions = {}) {
      assertNumbers(runOptions)
      return runOnDemand(context, worker, id, runOptions)
    },
    cancel: (id, { evenIfPaid = false } = {}) => endJob(context, worker, id, { kind: 'cancelled', evenIfPaid }),
    discard: (id) => endJob(context, worker, id, { kind: 'discarded', evenIfPaid: true }),
    async confirm(id, place = (same) => same) {
      const isConfirmed = await atRest.amend(id, (job) =>
        isInDoubt(job) ? { ...confirmedByPerson(job, clock.now()), place: place(job.place) } : undefined,
      )
      watch.wake()
      return isConfirmed
    },
    async adopt(id, task) {
      const answer = await store.adopt(id, task)
      if (answer === 'adopted') worker.wake(id)
      watch.wake()
      return answer
    },
    watch(watchOptions) {
      assertNumbers(watchOptions)
      watch.start(watchOptions)
    },
    get activeIds() {
      return [...worker.active.jobs.keys()]
    },
    drain: (limitMs) => drain(clock, worker, watch, limitMs),
  }
}

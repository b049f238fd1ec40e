import type { Clock } from '@fluxkit/core'
import type { Claim, JobStore } from '../stores/job-store.ts'
import type { JobWriter } from './steps/job-writer.ts'

/** A job that this process works on. */
export interface ActiveJob<P> {
  readonly claim: Claim<P>
  readonly writer: JobWriter<P>
  readonly stop: AbortController
}

/** The jobs of a runner, whose leases are kept alive. */
export interface ActiveJobs<P> {
  readonly jobs: ReadonlyMap<string, ActiveJob<P>>
  add(job: ActiveJob<P>): void
  remove(job: ActiveJob<P>): void
  /** Resolves when no job is active. */
  idle(): Promise<void>
}

export function createActiveJobs<P, E>(
  store: Pick<JobStore<P, E>, 'renew'>,
  clock: Pick<Clock, 'setTimer'>,
  leaseMs: number,
): ActiveJobs<P> {
  const jobs = new Map<string, ActiveJob<P>>()
  let waiting: (() => void)[] = []
  let cancelTimer: (() => void) | undefined

  function beatLater(): void {
    cancelTimer ??= clock.setTimer(() => {
      cancelTimer = undefined
      if (jobs.size === 0) return
      beatLater()
      for (const job of jobs.values()) void renew(job)
    }, leaseMs / 3)
  }

  async function renew(job: ActiveJob<P>): Promise<void> {
    try {
      if (!(await store.renew(job.claim, leaseMs))) job.stop.abort()
    } catch {
      // A store that can't be reached for a moment: the lease lasts for two more of these, and the next write decides.
    }
  }

  return {
    jobs,
    add(job) {
      jobs.set(job.claim.job.id, job)
      beatLater()
    },
    remove(job) {
      const { id } = job.claim.job
      if (jobs.get(id) !== job) return
      jobs.delete(id)
      if (jobs.size > 0) return
      cancelTimer?.()
      cancelTimer = undefined
      for (const resolve of waiting) resolve()
      waiting = []
    },
    idle: () => (jobs.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
}

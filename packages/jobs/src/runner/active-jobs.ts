import type { Clock } from '@fluxkit/core'
import type { Claim, JobStore } from '../stores/job-store.ts'
import type { JobWriter } from './steps/job-writer.ts'

/** A job that this process is working on. */
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
  store: Pick<JobStore<P, E>, 'renew' | 'renewAll'>,
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
      void renewAll([...jobs.values()])
    }, leaseMs / 3)
  }

  async function renew(job: ActiveJob<P>): Promise<void> {
    try {
      if (!(await store.renew(job.claim, leaseMs))) job.stop.abort()
    } catch {
      // The store is unreachable for a moment: the lease lasts two more renewals, and the next write decides.
    }
  }

  async function renewAll(all: readonly ActiveJob<P>[]): Promise<void> {
    if (!store.renewAll) return void all.map(renew)
    try {
      const claims = all.map(({ claim }) => claim)
      const held = await store.renewAll(claims, leaseMs)
      for (const { claim, stop } of all) if (!held.has(claim.job.id)) stop.abort()
    } catch {
      // As above.
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

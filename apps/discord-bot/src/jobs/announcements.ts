import type { LimitRule } from '../limits/limits.ts'
import type { CreateResult } from '../store/store.ts'
import type { JobRequest, NewJob } from './job.ts'
import type { JobTools } from './job-tools.ts'

/** Orders between "written down" and "the person has an answer". Whoever dies in between leaves a job that is found. */
export interface Announcements {
  /** Writes a job down before its first answer, unless a limit forbids it. */
  announce(job: NewJob, rules: readonly LimitRule[]): Promise<CreateResult>
  /** The answer has arrived: the job may be worked on, as it is now asked for. @returns false when it was given up */
  accept(id: string, request: JobRequest): Promise<boolean>
  /** Nothing comes of it: what was reserved is given back. */
  withdraw(job: NewJob): Promise<void>
  /** Those of this process, whose leases are to be kept. */
  readonly ids: readonly string[]
}

/** @param owner holds their leases */
export function createAnnouncements(
  { store, clock, metrics }: Pick<JobTools, 'store' | 'clock' | 'metrics'>,
  owner: string,
  leaseMs: number,
): Announcements {
  const held = new Set<string>()
  return {
    async announce(job, rules) {
      const nowMs = Math.round(clock.now())
      const created = await store.jobs.create(job, rules, nowMs, { owner, untilMs: nowMs + leaseMs })
      if (created.kind === 'created') {
        held.add(job.id)
        metrics.moneyUnits.inc({ kind: 'reserved' }, job.estimateUnits)
      }
      return created
    },
    async accept(id, request) {
      try {
        return (await store.jobs.move(id, 'announced', 'queued', { request }, owner)) !== undefined
      } finally {
        held.delete(id)
      }
    },
    async withdraw({ id, estimateUnits }) {
      held.delete(id)
      const change = { finishedMs: Math.round(clock.now()), costUnits: 0, images: 0 }
      const withdrawn = await store.jobs.move(id, 'announced', 'withdrawn', change, owner)
      if (withdrawn) metrics.moneyUnits.inc({ kind: 'refunded' }, estimateUnits)
    },
    get ids() {
      return [...held]
    },
  }
}

import { forgotten } from '../job/forget.ts'
import { isOwed } from '../job/is-owed.ts'
import type { Job } from '../job/job.ts'
import { isClaim } from '../stores/job-store.ts'
import type { ActiveJob } from './active-jobs.ts'
import { claimJob } from './claim-job.ts'
import type { Runner } from './runner.ts'
import type { RunnerContext } from './steps/context.ts'
import { ClaimLost } from './steps/job-writer.ts'
import type { Worker } from './worker.ts'

/** @returns `undefined` when nothing should be written */
type Change<P> = (job: Job<P>) => Job<P> | undefined

/** Changes records of jobs that no process works on, and holds those that have ended. */
export function recordsAtRest<P, E>(
  context: RunnerContext<P, E>,
  worker: Worker<P>,
): Pick<Runner<P>, 'amend' | 'forget' | 'hold' | 'letGo' | 'remove'> {
  const { store } = context

  async function amend(id: string, change: Change<P>): Promise<boolean> {
    const active = worker.active.jobs.get(id)
    if (active && worker.isIdle(active)) return amendHeld(active, change)
    const claim = await claimJob(context, id)
    if (!isClaim<P>(claim)) return false
    const next = change(claim.job)
    const written = next ? await store.commit(claim, next) : 'lost'
    await store.release(isClaim<P>(written) ? written : claim)
    return isClaim(written)
  }

  async function amendHeld({ writer }: ActiveJob<P>, change: Change<P>): Promise<boolean> {
    if (!change(writer.job)) return false
    try {
      await writer.write((job) => change(job) ?? job)
      return true
    } catch (error) {
      if (error instanceof ClaimLost) return false
      throw error
    }
  }

  return {
    amend,
    forget: (id, place) => amend(id, (job) => forgotten(job, place)),
    async hold(id) {
      // Its end was seen a moment ago, and is being written.
      if (worker.active.jobs.get(id)?.writer.job.end) await worker.running.get(id)
      const known = worker.active.jobs.get(id)
      if (known)
        return worker.isIdle(known) && known.writer.job.end && !known.stop.signal.aborted ? known.writer.job : undefined
      const claim = await claimJob(context, id)
      if (!isClaim<P>(claim)) return undefined
      if (claim.job.end) return worker.activate(claim).writer.job
      await store.release(claim)
      return undefined
    },
    async letGo(id) {
      const held = worker.active.jobs.get(id)
      if (held && worker.isIdle(held)) await worker.letGo(held)
    },
    async remove(id) {
      const claim = await claimJob(context, id)
      if (!isClaim<P>(claim)) return false
      const isRemoved = claim.job.end !== undefined && !isOwed(claim) && (await store.remove(claim))
      if (!isRemoved) await store.release(claim)
      return isRemoved
    },
  }
}

import type { Job, Task } from '../job/job.ts'
import { withTask } from '../job/with-task.ts'
import type { Claim, Listed } from '../stores/job-store.ts'
import type { ActiveJob } from './active-jobs.ts'
import { assertNumbers } from './assert-numbers.ts'
import { endJob } from './end-job.ts'
import { newJob } from './new-job.ts'
import type { OpenJob, Runner } from './runner.ts'
import type { RunnerContext } from './steps/context.ts'
import { TaskTaken } from './steps/job-writer.ts'
import type { Worker } from './worker.ts'

/**
 * Writes new jobs down, each held by this process until it is run, released or cancelled.
 *
 * @param onRelease Called when a job is left to whichever process has a slot for it.
 */
export function jobCreation<P, E>(
  context: RunnerContext<P, E>,
  worker: Worker<P>,
  onRelease: () => void,
): Pick<Runner<P>, 'create' | 'createAll'> {
  const { store, host, clock, lease } = context

  const effectsOf = (job: Job<P>): readonly E[] => host.effectsOf?.(undefined, job) ?? []

  function activate(claim: Claim<P>): ActiveJob<P> {
    worker.own.add(claim.job.id)
    return worker.activate(claim)
  }

  function opened(active: ActiveJob<P>): OpenJob<P> {
    host.onEvent?.({ type: 'created', job: active.writer.job })
    return open(active)
  }

  function open(job: ActiveJob<P>): OpenJob<P> {
    return {
      get job() {
        return job.writer.job
      },
      async run(options = {}) {
        assertNumbers(options)
        return worker.start(job, false, options)
      },
      async release({ place, request } = {}) {
        const change = { ...(place !== undefined && { place }) }
        if (place !== undefined || request) {
          await job.writer.write((facts) => ({ ...facts, ...change, request: { ...facts.request, ...request } }))
        }
        await worker.letGo(job)
        onRelease()
      },
      cancel: () => endJob(context, worker, job.claim.job.id, { kind: 'cancelled', evenIfPaid: false }),
    }
  }

  /** @returns The job that the task belongs to, if it is another one. */
  async function takeTask(job: ActiveJob<P>, task: Task): Promise<Listed<P> | undefined> {
    const { id } = job.claim.job
    try {
      await job.writer.write((facts) => withTask(facts, task))
      return undefined
    } catch (error) {
      await endJob(context, worker, id, { kind: 'cancelled', evenIfPaid: false })
      if (!(error instanceof TaskTaken)) throw error
      return store.read((await store.ownerOf(task.id)) ?? id)
    }
  }

  return {
    async create({ task, ...draft }) {
      const job = newJob(draft, clock.now())
      const claim = await store.create(job, lease.holder, lease.leaseMs, effectsOf(job))
      if ('exists' in claim) return claim
      const active = activate(claim)
      const owner = task && (await takeTask(active, task))
      return owner ? { exists: owner } : opened(active)
    },
    async createAll(drafts) {
      if (!store.createAll) throw new Error('This store can’t write several jobs at once.')
      const nowMs = clock.now()
      const jobs = drafts.map((draft) => newJob(draft, nowMs))
      const entries = jobs.map((job) => ({ job, effects: effectsOf(job) }))
      const claims = await store.createAll(entries, lease.holder, lease.leaseMs)
      if ('exists' in claims) return claims
      return claims.map((claim) => opened(activate(claim)))
    },
  }
}

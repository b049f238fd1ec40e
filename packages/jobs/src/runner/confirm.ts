import { ended } from '../job/changes.ts'
import { doubted, isInDoubt } from '../job/doubt.ts'
import type { Job } from '../job/job.ts'
import { stateOf } from '../job/state-of.ts'
import { type Claim, type HeldJob, isClaim } from '../stores/job-store.ts'
import { claimJob } from './claim-job.ts'
import type { RunnerContext } from './steps/context.ts'
import type { RunOptions, RunResult } from './runner.ts'
import type { Worker } from './worker.ts'

type Answer = 'submit' | 'leave' | 'discard' | 'doubt'

/**
 * What may be done with a job that hasn't been submitted. One that this process wrote down, or that was refused a moment ago
 * and is to be tried again, is wanted. Spending is closed by default.
 */
export async function confirmed<P, E>(
  { host }: RunnerContext<P, E>,
  worker: Worker<P>,
  job: Job<P>,
  isStale: boolean,
): Promise<Answer> {
  // It is searched for, see `nextStep`.
  if (isInDoubt(job)) return 'submit'
  if (host.isDoubtful?.(job, isStale)) return 'doubt'
  if (!isStale && (worker.own.has(job.id) || job.attempts.length > 0)) return 'submit'
  return (await host.confirm?.(job, isStale)) ?? 'leave'
}

/** Continues with a claimed job as the host has answered. */
export async function follow<P, E>(
  { clock }: RunnerContext<P, E>,
  worker: Worker<P>,
  claim: Claim<P>,
  answer: Answer,
  { onDemand, ...options }: RunOptions & { readonly onDemand: boolean },
): Promise<RunResult<P>> {
  const job = worker.activate(claim)
  const nowMs = clock.now()
  if (answer === 'leave') {
    await worker.letGo(job)
    return { why: 'left', job: job.writer.job, isWritten: true }
  }
  if (answer === 'doubt') await job.writer.note((facts) => doubted(facts, nowMs))
  // The store knows that it was claimed now; the record will say so with its next step.
  else if (answer === 'submit' || claim.job.attempts.length > 0)
    job.writer.keep((facts) => ({ ...facts, wantedAtMs: nowMs }))
  else await job.writer.note((facts) => ended(facts, { kind: 'discarded', charged: 'no', atMs: nowMs }))
  return worker.start(job, onDemand, options)
}

/**
 * Runs a job that another process wrote down. One that was never submitted needs a confirmation first, and isn't claimed
 * before: being held would make it look wanted.
 */
export async function confirmAndRun<P, E>(
  context: RunnerContext<P, E>,
  worker: Worker<P>,
  { job, held }: HeldJob<P>,
  options: RunOptions & { readonly onDemand: boolean },
): Promise<RunResult<P>> {
  const state = stateOf(job, context.clock.now(), held)
  const isNew = state === 'created' || state === 'stale'
  if (!isNew) return worker.claimAndStart(job.id, options.onDemand, options)
  const answer = await confirmed(context, worker, job, state === 'stale')
  if (answer === 'leave') return { why: 'left', job, isWritten: true }
  const claim = await claimJob(context, job.id)
  if (!isClaim<P>(claim)) return claim
  return follow(context, worker, claim, answer, options)
}

import { ended } from '../job/changes.ts'
import { chargedOf } from '../job/charged-of.ts'
import { isDamaged, type Job } from '../job/job.ts'
import { mayBePaid } from '../job/may-be-paid.ts'
import { openAttempt } from '../job/state-of.ts'
import { isClaim } from '../stores/job-store.ts'
import type { ActiveJob } from './active-jobs.ts'
import { claimJob } from './claim-job.ts'
import type { RunnerContext } from './steps/context.ts'
import type { EndResult } from './runner.ts'
import type { Worker } from './worker.ts'

/** Ends a job because a user wants that, and says what is known about the charge. */
export async function endJob<P, E>(
  context: RunnerContext<P, E>,
  worker: Worker<P>,
  id: string,
  { kind, evenIfPaid }: { readonly kind: 'cancelled' | 'discarded'; readonly evenIfPaid: boolean },
): Promise<EndResult<P>> {
  const known = worker.active.jobs.get(id)
  if (known && !evenIfPaid && mayBePaid(known.writer.job) && !isOnItsWay(known.writer.job)) return asItIs(known)
  const isRunning = worker.running.has(id)
  const job = await hold(context, worker, id)
  if (!job) return readOnly(context, id)
  const { writer } = job
  if (!writer.job.end && !evenIfPaid && mayBePaid(writer.job)) {
    // It was accepted at the last moment: the stopped work continues.
    if (isRunning) worker.start(job, false, {}).catch((error: unknown) => context.host.onError?.(error))
    else await worker.letGo(job)
    return asItIs(job)
  }
  try {
    const isOver = writer.job.end && !(kind === 'discarded' && isDoubtful(writer.job))
    const atMs = context.clock.now()
    if (!isOver) await writer.write((facts) => ended(facts, { kind, charged: chargedOf(facts), atMs }))
    return asItIs(job)
  } finally {
    await worker.letGo(job)
  }
}

/** It may still be refused, and must not be sent again then. */
function isOnItsWay(job: Job): boolean {
  return !job.task && openAttempt(job) !== undefined
}

/** A failure that may have been charged blocks another submission until a user gives it up. */
function isDoubtful(job: Job): boolean {
  return job.end?.kind === 'failed' && mayBePaid(job)
}

function asItIs<P>({ writer: { job } }: ActiveJob<P>): EndResult<P> {
  return { isEnded: job.end !== undefined, charged: chargedOf(job), job }
}

/** Stops what this process does with the job: a submission on its way is waited for. */
async function hold<P, E>(
  context: RunnerContext<P, E>,
  worker: Worker<P>,
  id: string,
): Promise<ActiveJob<P> | undefined> {
  const known = worker.active.jobs.get(id)
  const run = worker.running.get(id)
  if (known && !run && !worker.isClosing(known)) return known
  known?.stop.abort()
  await run?.catch(() => undefined)
  const claim = await claimJob(context, id)
  return isClaim<P>(claim) ? worker.activate(claim) : undefined
}

async function readOnly<P, E>({ store }: RunnerContext<P, E>, id: string): Promise<EndResult<P>> {
  const entry = await store.read(id)
  if (!entry || isDamaged(entry)) return { isEnded: false, charged: 'unknown' }
  const { job, held } = entry
  // The process that holds it may be about to submit it.
  return { isEnded: job.end !== undefined, charged: held && !job.end ? 'unknown' : chargedOf(job), job }
}

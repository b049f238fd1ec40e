import { reopened } from '../job/changes.ts'
import { isDamaged } from '../job/job.ts'
import { isClaim } from '../stores/job-store.ts'
import { claimJob } from './claim-job.ts'
import { confirmAndRun } from './confirm.ts'
import { pause } from './pause.ts'
import type { RunOptions, RunResult } from './runner.ts'
import type { RunnerContext } from './steps/context.ts'
import { timeLeft } from './time-left.ts'
import type { Worker } from './worker.ts'

/** How often a job is tried again that another process holds. */
const retryMs = 1_000

/** Works on a job because a user wants it now, after another process that holds it if that is worth waiting for. */
export async function runOnDemand<P, E>(
  context: RunnerContext<P, E>,
  worker: Worker<P>,
  id: string,
  options: RunOptions,
): Promise<RunResult<P>> {
  const { clock } = context
  const { patienceMs = 0, signal = new AbortController().signal } = options
  const leftMs = timeLeft(clock, patienceMs)
  for (;;) {
    const result = await runOnce(context, worker, id, options)
    if (result.why !== 'held' || leftMs() <= 0 || signal.aborted) return result
    await pause(clock, Math.min(leftMs(), retryMs), signal)
  }
}

async function runOnce<P, E>(
  context: RunnerContext<P, E>,
  worker: Worker<P>,
  id: string,
  options: RunOptions,
): Promise<RunResult<P>> {
  const run = worker.running.get(id)
  if (run) return run
  const active = worker.active.jobs.get(id)
  if (active && worker.isClosing(active)) return { why: 'blocked', job: active.writer.job, isWritten: false }
  if (active) return worker.start(active, true, options)
  const entry = await context.store.read(id)
  if (!entry) return { why: 'absent', isWritten: true }
  if (isDamaged(entry)) return { why: 'damaged', isWritten: true }
  if (entry.held) return { why: 'held', job: entry.job, isWritten: true }
  const wasEnded = entry.job.end?.kind === 'cancelled' || entry.job.end?.kind === 'discarded'
  if (wasEnded && entry.job.attempts.length > 0) return reopen(context, worker, id, options)
  return confirmAndRun(context, worker, entry, { ...options, onDemand: true })
}

/** What a user cancelled or gave up is wanted again. */
async function reopen<P, E>(
  context: RunnerContext<P, E>,
  worker: Worker<P>,
  id: string,
  options: RunOptions,
): Promise<RunResult<P>> {
  const claim = await claimJob(context, id)
  if (!isClaim<P>(claim)) return claim
  const job = worker.activate(claim)
  await job.writer.note(reopened)
  return worker.start(job, true, options)
}

import { ended } from '../job/changes.ts'
import { isSandbox } from '../job/sandbox.ts'
import { openAttempt } from '../job/state-of.ts'
import { type Claim, isClaim } from '../stores/job-store.ts'
import { type ActiveJob, type ActiveJobs, createActiveJobs } from './active-jobs.ts'
import type { RunnerContext } from './steps/context.ts'
import { claimJob } from './claim-job.ts'
import { ClaimLost, createJobWriter } from './steps/job-writer.ts'
import { nextStep } from './next-step.ts'
import { type Limits, runJob, type Stretch } from './run-job.ts'
import type { RunOptions, RunResult } from './runner.ts'
import { timeLeft } from './time-left.ts'
import { within } from './within.ts'

/** A run returns after this even if the disk is still full. Writing continues. */
const writeForMs = 60_000

/** Works on claimed jobs, and lets go of them. */
export interface Worker<P> {
  readonly active: ActiveJobs<P>
  /** Runs by job. */
  readonly running: ReadonlyMap<string, Promise<RunResult<P>>>
  activate(claim: Claim<P>): ActiveJob<P>
  /** @param onDemand See `nextStep` */
  start(job: ActiveJob<P>, onDemand: boolean, options: RunOptions): Promise<RunResult<P>>
  /** Claims a job and starts it. */
  claimAndStart(id: string, onDemand: boolean, options: RunOptions): Promise<RunResult<P>>
  /** Writes what isn't written yet, then releases the job; waits for a full disk only so long. */
  letGo(job: ActiveJob<P>): Promise<void>
  /** A resting job has a task now: it continues at once. */
  wake(id: string): void
  /** New work stops before its first step. */
  stop(): void
  /** Not even the disk is waited for any more. */
  giveUp(): void
  /** Jobs that this process created and has not started yet: they are wanted here. */
  readonly own: Set<string>
  /** Only its record is still to be written. */
  isClosing(job: ActiveJob<P>): boolean
  /** Is it held, and not worked on? */
  isIdle(job: ActiveJob<P>): boolean
}

/** @param waitMs How long a run waits for its task, unless its options say otherwise. */
export function createWorker<P, E>(context: RunnerContext<P, E>, waitMs: number): Worker<P> {
  const { store, host, clock, lease } = context
  const active = createActiveJobs<P, E>(store, clock, lease.leaseMs)
  const running = new Map<string, Promise<RunResult<P>>>()
  const own = new Set<string>()
  const closing = new WeakSet<ActiveJob<P>>()
  const givingUp = new AbortController()
  let isStopping = false

  function activate(claim: Claim<P>): ActiveJob<P> {
    const job = { claim, writer: createJobWriter({ store, host, clock, claim }), stop: new AbortController() }
    if (isStopping) job.stop.abort()
    active.add(job)
    return job
  }

  function isHeldFurther({ writer: { job }, stop }: ActiveJob<P>): boolean {
    return job.end !== undefined && !stop.signal.aborted && host.holdsEnd?.(job) === true
  }

  /** Writes what isn't written yet, and holds the job further unless it was stopped meanwhile. */
  async function settle(job: ActiveJob<P>): Promise<void> {
    await within(
      clock,
      job.writer.settle(givingUp.signal).catch(() => undefined),
      writeForMs,
    )
    if (job.stop.signal.aborted) await letGo(job)
  }

  async function letGo(job: ActiveJob<P>): Promise<void> {
    closing.add(job)
    const done = (async () => {
      await job.writer.settle(givingUp.signal).catch(() => undefined)
      // The store can't be reached: the lease expires.
      await job.writer.close().catch(() => undefined)
      active.remove(job)
    })()
    await within(clock, done, writeForMs)
  }

  async function stretchOf(job: ActiveJob<P>, onDemand: boolean, limits: Limits): Promise<Stretch> {
    const { writer, stop } = job
    if (nextStep(writer.job, clock.now(), onDemand) === 'ended') return { why: 'ended' }
    const service = await host.serviceFor(writer.job)
    if (service === 'elsewhere' || (service === 'gone' && !isSandbox(writer.job))) return { why: 'elsewhere' }
    if (service === 'gone') {
      const end = { kind: 'failed', code: 'sandbox_ended', charged: 'no', atMs: clock.now() } as const
      if (!writer.job.end) await writer.note((facts) => ended(facts, end))
      return { why: 'ended' }
    }
    return runJob({ ...context, writer, service, stop: stop.signal }, onDemand, limits)
  }

  /** A job that another process took over is claimed again: that process may have stopped already. */
  async function work(job: ActiveJob<P>, onDemand: boolean, limits: Limits, tries: number): Promise<RunResult<P>> {
    const { id } = job.claim.job
    try {
      const stretch = await stretchOf(job, onDemand, limits)
      if (job.writer.job.end && !job.claim.job.end) host.onEvent?.({ type: 'ended', job: job.writer.job })
      await (isHeldFurther(job) ? settle(job) : letGo(job))
      return { ...stretch, job: job.writer.job, isWritten: job.writer.isWritten }
    } catch (error) {
      await letGo(job)
      if (!(error instanceof ClaimLost)) throw error
      host.onEvent?.({ type: 'claim-lost', job: job.writer.job })
      const again = tries > 0 && !isStopping ? await claimJob(context, id) : undefined
      if (!isClaim<P>(again)) return { why: 'lost', job: job.writer.job, error, isWritten: true }
      return work(activate(again), onDemand, limits, tries - 1)
    }
  }

  function start(job: ActiveJob<P>, onDemand: boolean, options: RunOptions): Promise<RunResult<P>> {
    const { id } = job.claim.job
    own.delete(id)
    const stop = (): void => job.stop.abort()
    if (options.signal?.aborted) stop()
    options.signal?.addEventListener('abort', stop, { once: true })
    const { troubleMs = Infinity } = options
    const limits = { leftMs: timeLeft(clock, options.waitMs ?? waitMs), troubleMs }
    const result = work(job, onDemand, limits, 1).finally(() => {
      running.delete(id)
      options.signal?.removeEventListener('abort', stop)
    })
    running.set(id, result)
    return result
  }

  async function resume(job: ActiveJob<P>, run: Promise<unknown>): Promise<void> {
    job.stop.abort()
    await run
    if (isStopping) return
    const claim = await claimJob(context, job.claim.job.id)
    if (isClaim<P>(claim)) await start(activate(claim), false, {})
  }

  return {
    active,
    running,
    activate,
    start,
    letGo,
    async claimAndStart(id, onDemand, options) {
      const claim = await claimJob(context, id)
      if (!isClaim<P>(claim)) return claim
      return start(activate(claim), onDemand, options)
    },
    wake(id) {
      const job = active.jobs.get(id)
      const run = running.get(id)
      if (!job || !run || job.writer.job.task || openAttempt(job.writer.job)) return
      resume(job, run).catch((error: unknown) => host.onError?.(error))
    },
    stop() {
      isStopping = true
      for (const { stop } of active.jobs.values()) stop.abort()
    },
    giveUp: () => givingUp.abort(),
    own,
    isClosing: (job) => closing.has(job),
    isIdle: (job) => !running.has(job.claim.job.id) && !closing.has(job),
  }
}

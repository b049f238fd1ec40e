import type { Clock } from '@fluxkit/core'
import { hostClock } from '../job/host-clock.ts'
import pLimit from 'p-limit'
import { reopened } from '../job/changes.ts'
import { confirmedByPerson, isInDoubt } from '../job/doubt.ts'
import { forgotten } from '../job/forget.ts'
import { isOwed } from '../job/is-owed.ts'
import { isDamaged, type Job, type Task } from '../job/job.ts'
import { withTask } from '../job/with-task.ts'
import { noSubmitRetries, type SubmitRetries } from '../outcome/outcome.ts'
import { type Claim, isClaim, type JobStore, type Listed } from '../stores/job-store.ts'
import type { ActiveJob } from './active-jobs.ts'
import { confirmAndRun } from './confirm.ts'
import type { RunnerContext } from './steps/context.ts'
import { endJob } from './end-job.ts'
import type { JobHost } from '../ports/host.ts'
import { ClaimLost, TaskTaken } from './steps/job-writer.ts'
import { pause } from './pause.ts'
import { randomHolder } from './random-holder.ts'
import { timeLeft } from './time-left.ts'
import type { Draft, OpenJob, Runner, RunOptions, RunResult } from './runner.ts'
import { createWatch } from './watch.ts'
import { createWorker, within } from './worker.ts'

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

/** The one place that submits, waits, downloads and recovers, for every app. Does nothing until it is called. */
export function createRunner<P = unknown, E = never>(options: RunnerOptions<P, E>): Runner<P> {
  const { store, host, clock = hostClock, random = Math.random, leaseMs = 30_000, waitMs = 600_000 } = options
  const { retries = noSubmitRetries, downloads = 8 } = options
  const context: RunnerContext<P, E> = { store, host, clock, retries, limitDownloads: pLimit(downloads) }
  const lease = { holder: randomHolder(random), leaseMs }
  const worker = createWorker(context, { ...lease, waitMs })
  const watch = createWatch(context, worker, lease)

  function open(job: ActiveJob<P>): OpenJob<P> {
    return {
      get job() {
        return job.writer.job
      },
      run: (runOptions = {}) => worker.start(job, false, runOptions),
      async release({ place, request } = {}) {
        const change = { ...(place !== undefined && { place }) }
        if (place !== undefined || request) {
          await job.writer.write((facts) => ({ ...facts, ...change, request: { ...facts.request, ...request } }))
        }
        await worker.letGo(job)
        watch.fill()
      },
      cancel: () => endJob(context, worker, lease, job.claim.job.id, { kind: 'cancelled', evenIfPaid: false }),
    }
  }

  const newJob = (draft: Omit<Draft<P>, 'task'>, nowMs: number): Job<P> => ({
    v: 1,
    rev: 0,
    attempts: [],
    images: [],
    createdAtMs: nowMs,
    wantedAtMs: nowMs,
    ...draft,
  })

  function activate(claim: Claim<P>): ActiveJob<P> {
    worker.own.add(claim.job.id)
    return worker.activate(claim)
  }

  function opened(active: ActiveJob<P>): OpenJob<P> {
    const { job } = active.writer
    host.onEvent?.({ type: 'created', job })
    return open(active)
  }

  /** @returns The job that the task belongs to, if it is another one. */
  async function takeTask(job: ActiveJob<P>, task: Task): Promise<Listed<P> | undefined> {
    const { id } = job.claim.job
    try {
      await job.writer.write((facts) => withTask(facts, task))
      return undefined
    } catch (error) {
      await endJob(context, worker, lease, id, { kind: 'cancelled', evenIfPaid: false })
      if (!(error instanceof TaskTaken)) throw error
      return store.read((await store.ownerOf(task.id)) ?? id)
    }
  }

  /** @param change Returns `undefined` when nothing should be written. */
  async function rewrite(id: string, change: (job: Job<P>) => Job<P> | undefined): Promise<boolean> {
    const active = worker.active.jobs.get(id)
    if (active && worker.isIdle(active)) return rewriteHeld(active, change)
    const claim = await store.claim(id, lease.holder, leaseMs)
    if (!isClaim<P>(claim)) return false
    const next = change(claim.job)
    const written = next ? await store.commit(claim, next) : 'lost'
    await store.release(isClaim<P>(written) ? written : claim)
    return isClaim(written)
  }

  async function rewriteHeld({ writer }: ActiveJob<P>, change: (job: Job<P>) => Job<P> | undefined): Promise<boolean> {
    if (!change(writer.job)) return false
    try {
      await writer.write((job) => change(job) ?? job)
      return true
    } catch (error) {
      if (error instanceof ClaimLost) return false
      throw error
    }
  }

  async function hold(id: string): Promise<Job<P> | undefined> {
    // Its end was seen a moment ago, and is being written.
    if (worker.active.jobs.get(id)?.writer.job.end) await worker.running.get(id)
    const known = worker.active.jobs.get(id)
    if (known)
      return worker.isIdle(known) && known.writer.job.end && !known.stop.signal.aborted ? known.writer.job : undefined
    const claim = await store.claim(id, lease.holder, leaseMs)
    if (!isClaim<P>(claim)) return undefined
    if (claim.job.end) return worker.activate(claim).writer.job
    await store.release(claim)
    return undefined
  }

  /** What a user cancelled or gave up is wanted again. */
  async function reopen(id: string, runOptions: RunOptions): Promise<RunResult<P>> {
    const claim = await store.claim(id, lease.holder, leaseMs)
    if (!isClaim<P>(claim)) return { why: typeof claim === 'string' ? claim : 'damaged', isWritten: true }
    const job = worker.activate(claim)
    await job.writer.note(reopened)
    return worker.start(job, true, runOptions)
  }

  /** One try. */
  async function runOnce(id: string, runOptions: RunOptions): Promise<RunResult<P>> {
    const run = worker.running.get(id)
    if (run) return run
    const active = worker.active.jobs.get(id)
    if (active && worker.isClosing(active)) return { why: 'blocked', job: active.writer.job, isWritten: false }
    if (active) return worker.start(active, true, runOptions)
    const entry = await store.read(id)
    if (!entry) return { why: 'absent', isWritten: true }
    if (isDamaged(entry)) return { why: 'damaged', isWritten: true }
    if (entry.held) return { why: 'held', job: entry.job, isWritten: true }
    const wasEnded = entry.job.end?.kind === 'cancelled' || entry.job.end?.kind === 'discarded'
    if (wasEnded && entry.job.attempts.length > 0) return reopen(id, runOptions)
    return confirmAndRun(context, worker, lease, entry, { ...runOptions, onDemand: true })
  }

  return {
    async create({ task, ...draft }: Draft<P>) {
      const job = newJob(draft, clock.now())
      const claim = await store.create(job, lease.holder, leaseMs, host.effectsOf?.(undefined, job) ?? [])
      if ('exists' in claim) return claim
      const active = activate(claim)
      const owner = task && (await takeTask(active, task))
      return owner ? { exists: owner } : opened(active)
    },
    async createAll(drafts) {
      if (!store.createAll) throw new Error('This store can’t write several jobs at once.')
      const nowMs = clock.now()
      const entries = drafts.map((draft) => {
        const job = newJob(draft, nowMs)
        return { job, effects: host.effectsOf?.(undefined, job) ?? [] }
      })
      const claims = await store.createAll(entries, lease.holder, leaseMs)
      if ('exists' in claims) return claims
      return claims.map((claim) => opened(activate(claim)))
    },
    async run(id, runOptions = {}) {
      const { patienceMs = 0, signal = new AbortController().signal } = runOptions
      const leftMs = timeLeft(clock, patienceMs)
      for (;;) {
        const result = await runOnce(id, runOptions)
        if (result.why !== 'held' || leftMs() <= 0 || signal.aborted) return result
        await pause(clock, Math.min(leftMs(), 1_000), signal)
      }
    },
    cancel: (id, { evenIfPaid = false } = {}) => endJob(context, worker, lease, id, { kind: 'cancelled', evenIfPaid }),
    discard: (id) => endJob(context, worker, lease, id, { kind: 'discarded', evenIfPaid: true }),
    async confirm(id, place = (same) => same) {
      const isConfirmed = await rewrite(id, (job) =>
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
    forget: (id, place) => rewrite(id, (job) => forgotten(job, place)),
    hold,
    async letGo(id) {
      const held = worker.active.jobs.get(id)
      if (held && worker.isIdle(held)) await worker.letGo(held)
    },
    amend: rewrite,
    async remove(id) {
      const claim = await store.claim(id, lease.holder, leaseMs)
      if (!isClaim<P>(claim)) return false
      const isRemoved = claim.job.end !== undefined && !isOwed(claim) && (await store.remove(claim))
      if (!isRemoved) await store.release(claim)
      return isRemoved
    },
    watch: (watchOptions) => watch.start(watchOptions),
    get activeIds() {
      return [...worker.active.jobs.keys()]
    },
    async drain(limitMs) {
      const leftMs = timeLeft(clock, limitMs)
      const stopped = watch.stop()
      worker.stop()
      const idle = Promise.all([stopped, letGoOfIdle(), worker.active.idle()])
      await within(clock, idle, limitMs)
      if (worker.active.jobs.size > 0) {
        worker.giveUp()
        await within(clock, worker.active.idle(), Math.max(100, leftMs()))
      }
      return [...worker.active.jobs.values()].map(({ writer }) => writer.job)
    },
  }

  /** Jobs that were created and never started here. */
  async function letGoOfIdle(): Promise<void> {
    const idle = [...worker.active.jobs.values()].filter((job) => worker.isIdle(job))
    await Promise.all(idle.map((job) => worker.letGo(job)))
  }
}

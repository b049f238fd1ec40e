import { isDamaged, type Job } from '../job/job.ts'
import { stateOf } from '../job/state-of.ts'
import { type Claim, isClaim } from '../stores/job-store.ts'
import { createAlarm } from './alarm.ts'
import { claimJob } from './claim-job.ts'
import { confirmAndRun, confirmed, follow as followAnswer } from './confirm.ts'
import { createDueJobs } from './due-jobs.ts'
import type { RunOptions, RunResult, WatchOptions } from './runner.ts'
import type { RunnerContext } from './steps/context.ts'
import { createRestingJobs } from './resting-jobs.ts'
import type { Worker } from './worker.ts'

/** Work that failed in a way that its record doesn't hold, or that isn't for this program, isn't tried again before. */
const postponeMs = 600_000
/** Jobs that wait for their turn while a process watches are wanted. */
const confirmWantedAfterMs = 1_800_000

const everyMs = (options: WatchOptions | undefined): number => options?.everyMs ?? 10_000

export interface Watch {
  start(options: WatchOptions): void
  /** Something may have become ready. */
  wake(): void
  /** A job waits for its turn, or has left a slot: nothing else is searched for. */
  fill(): void
  /** Resolves when no pass is running any more. */
  stop(): Promise<void>
}

/**
 * Takes up jobs that want work, again and again: at the moments that their records plan, after every hint of a change,
 * and from time to time anyway.
 */
export function createWatch<P, E>(context: RunnerContext<P, E>, worker: Worker<P>): Watch {
  const { store, clock, host, lease } = context
  const due = createDueJobs(store)
  const alarm = createAlarm(clock, wake)
  const resting = createRestingJobs()
  /** Stale jobs that the host was called about. */
  const confirming = new Set<string>()
  const slots = new Set<string>()
  let options: WatchOptions | undefined
  let passing: Promise<void> | undefined
  let isPassWanted = false
  let stopListening = (): void => undefined

  const isWatching = (): boolean => options !== undefined

  /** Schedules count. */
  const byItself = (): RunOptions & { readonly onDemand: boolean } => {
    const { troubleMs } = options ?? {}
    return { onDemand: false, ...(troubleMs !== undefined && { troubleMs }) }
  }

  /** No pause is longer than that between two passes. */
  function wakeAt(atMs: number): void {
    if (options) alarm.set(atMs, everyMs(options))
  }

  function wake(): void {
    due.changed()
    alarm.clear()
    fill()
  }

  function fill(): void {
    if (!options) return
    if (passing) {
      isPassWanted = true
      return
    }
    passing = pass(options)
      .catch((error: unknown) => host.onError?.(error))
      .finally(() => {
        passing = undefined
        wakeAt(clock.now() + everyMs(options))
        if (!isPassWanted) return
        isPassWanted = false
        fill()
      })
  }

  async function pass(settings: WatchOptions): Promise<void> {
    const nowMs = clock.now()
    resting.forgetPast(nowMs)
    const waiting: Job<P>[] = []
    for await (const entry of due.list(settings, nowMs)) {
      if (!isWatching()) return
      if (isDamaged(entry) || worker.active.jobs.has(entry.job.id)) continue
      if (resting.has(entry.job)) continue
      const state = stateOf(entry.job, nowMs, false)
      if (state === 'created') waiting.push(entry.job)
      else if (state !== 'stale') follow(entry.job.id, worker.claimAndStart(entry.job.id, false, byItself()))
      else if (!confirming.has(entry.job.id)) {
        // A user may take an hour to answer: nothing waits for that.
        confirming.add(entry.job.id)
        follow(entry.job.id, confirmAndRun(context, worker, entry, byItself()))
      }
    }
    const left = await fillSlots(settings, waiting, nowMs)
    for (const job of left) if (nowMs - job.wantedAtMs > confirmWantedAfterMs) await keepWanted(job.id)
  }

  /** @returns Those whose turn has not come. */
  async function fillSlots(
    settings: WatchOptions,
    waiting: readonly Job<P>[],
    nowMs: number,
  ): Promise<readonly Job<P>[]> {
    const { concurrency = 8, choose } = settings
    if (choose && store.claimNext) {
      for (let free = concurrency - slots.size; free > 0 && isWatching(); free--) {
        const claim = await store.claimNext(lease.holder, lease.leaseMs, nowMs, choose)
        if (!claim) break
        takeSlot(claim.job.id, runClaimed(claim))
      }
      return waiting.filter(({ id }) => !worker.active.jobs.has(id))
    }
    const free = Math.max(0, concurrency - slots.size)
    for (const job of waiting.slice(0, free)) {
      takeSlot(job.id, confirmAndRun(context, worker, { job, held: false }, byItself()))
    }
    return waiting.slice(free)
  }

  async function runClaimed(claim: Claim<P>): Promise<RunResult<P>> {
    const answer = await confirmed(context, worker, claim.job, false)
    return followAnswer(context, worker, claim, answer, byItself())
  }

  function takeSlot(id: string, run: Promise<RunResult<P>>): void {
    slots.add(id)
    follow(
      id,
      run.finally(() => slots.delete(id)),
    )
  }

  function follow(id: string, run: Promise<RunResult<P>>): void {
    run.then(
      (result) => planNext(id, result),
      (error: unknown) => {
        resting.postpone(id, clock.now() + postponeMs)
        host.onError?.(error)
      },
    )
  }

  function planNext(id: string, { why, job }: RunResult<P>): void {
    const { nextAtMs, misses = 0 } = job?.check ?? {}
    if (why === 'blocked' || why === 'elsewhere' || why === 'left') resting.postpone(id, clock.now() + postponeMs)
    else if (why === 'ended') fill()
    // A failed job has ended, and its links are checked still.
    if ((why === 'resting' || why === 'ended') && nextAtMs !== undefined) {
      resting.rest(id, nextAtMs, misses)
      wakeAt(nextAtMs)
    }
  }

  async function keepWanted(id: string): Promise<void> {
    const claim = await claimJob(context, id)
    if (!isClaim<P>(claim)) return
    const next = await store.commit(claim, { ...claim.job, wantedAtMs: clock.now() })
    if (isClaim<P>(next)) await store.release(next)
  }

  return {
    start(settings) {
      options = settings
      stopListening = store.changes?.(fill) ?? stopListening
      wake()
    },
    wake,
    fill,
    async stop() {
      options = undefined
      alarm.clear()
      stopListening()
      await passing
    },
  }
}

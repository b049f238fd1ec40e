import type { Generation } from '../contract/generation.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { ClientClosedError } from '../errors/request-errors.ts'
import { WaitDeadlineError } from '../errors/task-errors.ts'
import type { Clock } from '../http/clock.ts'
import type { RetryPolicy } from '../http/retry.ts'
import type { DurationModel, EndSample } from './durations.ts'
import { judgeLook, type Sighting } from './judge-look.ts'
import { createPace } from './pace.ts'
import type { ProgressEvent } from './progress.ts'
import { type Grid, gridPointNear, gridPointUntil, nextLookDelayMs } from './schedule.ts'
import { serverDurationMs, type TaskEnd } from './task-end.ts'
import { abortedWait, createWaiter, type Waiter, type WaitLimits } from './waiter.ts'

/** Source: the vendor recommends batches of up to 50 ids. */
export const maxBatchSize = 50
/** Requests under way at once; more would only queue up at a service that is already slow. */
const maxParallelBatches = 6
/** Each tick comes up to this share of the shortest interval late, at random. */
const jitterShare = 0.1
/** A request with room takes along tasks that are due within this many shortest intervals. */
const takeAlongIntervals = 4
/** A callback that has not come after so many times what nearly all tasks of a model take may be lost. */
const overdueFactor = 2
/** The last look before a deadline leaves this much time for its answer. */
const lastLookLeadMs = 2_000

/** One look at up to {@link maxBatchSize} tasks. */
export type Look = (
  ids: readonly string[],
  signal: AbortSignal,
) => Promise<{ readonly sightings: ReadonlyMap<string, Sighting> } | { readonly error: FluxError }>

export interface WatchedTask {
  readonly id: string
  readonly model?: string | undefined
  /** When it was submitted; default: now. */
  readonly submittedAtMs?: number | undefined
  /** Its end will be told by {@link Watcher.end}: looks are only for ends that are overdue. */
  readonly expectCallback?: boolean | undefined
}

/** One poller for all tasks that a client waits for. Has a timer only while somebody waits. */
export interface Watcher {
  wait(task: WatchedTask, limits: WaitLimits): Promise<Generation>
  /** Ends the wait for a task at once, as a callback told. @returns false when nobody waits for it */
  end(id: string, end: TaskEnd): boolean
  close(): void
}

interface Entry {
  readonly id: string
  readonly model: string | undefined
  readonly sinceMs: number
  lookAtMs: number
  batch: Batch | undefined
  doubtfulLooks: number
  /** Why the last look showed nothing. */
  lastFailure: FluxError | undefined
  readonly endSample: EndSample
  readonly waiters: Set<Waiter>
}

interface Batch {
  readonly controller: AbortController
  /** How many tasks the request asks about. */
  readonly size: number
  /** Those of them that somebody still waits for. */
  readonly entries: Set<Entry>
}

export function createWatcher(deps: {
  readonly look: Look
  readonly clock: Clock
  readonly random: () => number
  readonly durations: DurationModel
  readonly retry: RetryPolicy
  readonly minIntervalMs: number
}): Watcher {
  const { clock, random, durations, minIntervalMs } = deps
  const entries = new Map<string, Entry>()
  const batches = new Set<Batch>()
  const pace = createPace(deps.retry, random)
  const grid: Grid = { stepMs: minIntervalMs, offsetMs: random() * minIntervalMs }
  let closed = false
  let timer: { readonly atMs: number; readonly cancel: () => void } | undefined

  /** Sets the one timer to the next moment at which something is to be done. */
  function rearm(): void {
    let atMs = Infinity
    const saturated = batches.size >= maxParallelBatches
    for (const entry of entries.values()) {
      if (!entry.batch && !saturated) atMs = Math.min(atMs, Math.max(entry.lookAtMs, pace.notBeforeMs))
      for (const waiter of entry.waiters) atMs = Math.min(atMs, waiter.deadlineAtMs)
    }
    if (atMs === timer?.atMs) return
    timer?.cancel()
    timer = undefined
    armAt(atMs)
  }

  function armAt(atMs: number): void {
    const nowMs = clock.now()
    // A clock that was set has left the timer behind: whoever comes now must not wait for it.
    const isStale = timer && timer.atMs <= nowMs - minIntervalMs
    if (atMs === Infinity || (timer && timer.atMs <= atMs && !isStale)) return
    timer?.cancel()
    const jitterMs = random() * jitterShare * minIntervalMs
    const dueMs = isStale ? nowMs : atMs
    timer = { atMs: dueMs, cancel: clock.setTimer(tick, Math.max(0, dueMs - nowMs) + jitterMs) }
  }

  function tick(): void {
    timer = undefined
    const nowMs = clock.now()
    for (const entry of entries.values()) {
      for (const waiter of entry.waiters) {
        if (waiter.deadlineAtMs > nowMs) continue
        waiter.giveUp(new WaitDeadlineError(waiter.deadlineMs, { taskId: entry.id, cause: entry.lastFailure }))
      }
    }
    if (nowMs >= pace.notBeforeMs) startBatches(nowMs)
    rearm()
  }

  function startBatches(nowMs: number): void {
    const soonMs = nowMs + takeAlongIntervals * minIntervalMs
    const soon = [...entries.values()]
      .filter((entry) => !entry.batch && entry.lookAtMs <= soonMs)
      .toSorted((a, b) => a.lookAtMs - b.lookAtMs)
    for (let start = 0; start < soon.length && batches.size < maxParallelBatches; start += maxBatchSize) {
      const members = soon.slice(start, start + maxBatchSize)
      if ((members[0]?.lookAtMs ?? Infinity) > nowMs) return
      void runBatch(members, gridPointUntil(nowMs, grid))
    }
  }

  async function runBatch(members: readonly Entry[], gridPointMs: number): Promise<void> {
    const batch: Batch = { controller: new AbortController(), size: members.length, entries: new Set(members) }
    batches.add(batch)
    const sentAtMs = clock.now()
    for (const entry of members) {
      entry.batch = batch
      entry.lookAtMs = Math.min(entry.lookAtMs, gridPointMs)
    }
    const answer = await deps.look(
      members.map((entry) => entry.id),
      batch.controller.signal,
    )
    batches.delete(batch)
    const nowMs = clock.now()
    if ('error' in answer) {
      if (batch.entries.size > 0) failed(batch, answer.error, nowMs)
    } else {
      pace.succeeded()
      for (const entry of batch.entries) seen(entry, answer.sightings.get(entry.id) ?? 'missing', batch.size, sentAtMs)
    }
    rearm()
  }

  function failed(batch: Batch, error: FluxError, nowMs: number): void {
    const delayMs = Math.max(minIntervalMs, pace.failed(error, nowMs))
    for (const entry of batch.entries) {
      entry.batch = undefined
      entry.lastFailure = error
      entry.lookAtMs = beforeDeadline(entry, nowMs + delayMs, nowMs)
      report(entry, { type: 'poll-failed', taskId: entry.id, error })
    }
  }

  function seen(entry: Entry, sighting: Sighting, sharing: number, sentAtMs: number): void {
    entry.batch = undefined
    entry.lastFailure = undefined
    const nowMs = clock.now()
    const ageMs = nowMs - entry.sinceMs
    // What a slow answer tells is as old as its question: the task was that young when it was not found.
    const { id, doubtfulLooks } = entry
    const judgement = judgeLook(sighting, { id, ageMs: sentAtMs - entry.sinceMs, doubtfulLooks })
    if ('end' in judgement) {
      if ('result' in judgement.end && typeof sighting === 'object') {
        entry.endSample(serverDurationMs(sighting) ?? ageMs)
      }
      finish(entry, judgement.end)
      return
    }
    entry.doubtfulLooks = judgement.doubtfulLooks
    // From the time at which this look was due, not at which its answer came: otherwise every look slips by a grid point.
    entry.lookAtMs = plan(entry, sharing, nowMs)
    const expectedMs = durations.quantiles(entry.model).p50Ms
    report(entry, { type: judgement.phase, taskId: entry.id, elapsedMs: ageMs, expectedMs })
  }

  function plan(entry: Entry, sharing: number, nowMs: number): number {
    const fromMs = entry.lookAtMs
    const delayMs = nextLookDelayMs({
      ageMs: fromMs - entry.sinceMs,
      quantiles: durations.quantiles(entry.model),
      sharing,
      minIntervalMs,
    })
    // Always after now, however long the answer took: a look must not follow itself in a circle.
    return beforeDeadline(entry, gridPointNear(fromMs + delayMs * pace.slowdown, grid, nowMs), nowMs)
  }

  /** A task that finishes between two looks is still found when a wait is about to be given up. */
  function beforeDeadline(entry: Entry, wantedMs: number, nowMs: number): number {
    const lastsMs = [...entry.waiters].map((waiter) => waiter.deadlineAtMs - lastLookLeadMs)
    return Math.min(wantedMs, ...lastsMs.filter((lastMs) => lastMs > nowMs))
  }

  function report(entry: Entry, event: ProgressEvent): void {
    for (const waiter of entry.waiters) waiter.report(event)
  }

  function finish(entry: Entry, end: TaskEnd): void {
    forget(entry)
    // Not a copy: a waiter that is told may abort another, which has had its end then.
    for (const waiter of entry.waiters) waiter.settle(end)
  }

  function forget(entry: Entry): void {
    entries.delete(entry.id)
    entry.endSample()
    const { batch } = entry
    entry.batch = undefined
    batch?.entries.delete(entry)
    // Nobody waits for the answer any more: free the connection.
    if (batch?.entries.size === 0) batch.controller.abort()
  }

  function leave(entry: Entry, waiter: Waiter): void {
    entry.waiters.delete(waiter)
    if (entry.waiters.size > 0 || entries.get(entry.id) !== entry) return
    forget(entry)
    // While others wait the timer stays as it is: to look through all of them each time costs more.
    if (entries.size === 0) rearm()
  }

  function entryFor(task: WatchedTask): Entry {
    const nowMs = clock.now()
    const entry = entries.get(task.id) ?? {
      id: task.id,
      model: task.model,
      sinceMs: Math.min(task.submittedAtMs || nowMs, nowMs),
      lookAtMs: Infinity,
      batch: undefined,
      doubtfulLooks: 0,
      lastFailure: undefined,
      endSample: durations.start(task.model),
      waiters: new Set(),
    }
    entries.set(task.id, entry)
    return entry
  }

  return {
    async wait(task, limits) {
      if (closed) throw new ClientClosedError({ taskId: task.id, charged: 'yes' })
      if (limits.signal?.aborted) throw abortedWait(task.id, limits.signal)
      const nowMs = clock.now()
      const entry = entryFor(task)
      const { waiter, promise } = createWaiter(task.id, limits, nowMs, (self) => leave(entry, self))
      entry.waiters.add(waiter)
      if (entry.lookAtMs === Infinity) {
        // A task that was submitted long ago may be finished by now: the first look then comes at once.
        const { p05Ms, p95Ms } = durations.quantiles(entry.model)
        const firstMs = task.expectCallback
          ? entry.sinceMs + overdueFactor * p95Ms
          : task.submittedAtMs === undefined
            ? nowMs
            : entry.sinceMs + p05Ms
        entry.lookAtMs = gridPointNear(firstMs, grid, nowMs - 1)
      }
      entry.lookAtMs = beforeDeadline(entry, entry.lookAtMs, nowMs)
      armAt(Math.min(waiter.deadlineAtMs, Math.max(entry.lookAtMs, pace.notBeforeMs)))
      return promise
    },
    end(id, end) {
      const entry = entries.get(id)
      if (!entry) return false
      if ('result' in end) entry.endSample(clock.now() - entry.sinceMs)
      finish(entry, end)
      if (entries.size === 0) rearm()
      return true
    },
    close() {
      closed = true
      for (const entry of entries.values()) {
        for (const waiter of entry.waiters) waiter.giveUp(new ClientClosedError({ taskId: entry.id, charged: 'yes' }))
      }
      rearm()
    },
  }
}

import type { Generation } from '../contract/generation.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { ClientClosedError } from '../errors/request-errors.ts'
import type { Secrets } from '../errors/service-text.ts'
import { WaitDeadlineError } from '../errors/task-errors.ts'
import type { Clock } from '../http/clock.ts'
import type { RetryPolicy } from '../http/retry.ts'
import { assessPoll, type Assessment } from './assess-poll.ts'
import { createBackoff } from './backoff.ts'
import { type DurationModel, observedDurationMs } from './durations.ts'
import type { KnownTask } from './known-tasks.ts'
import { confirmPauseMs } from './misses.ts'
import type { PollEntry, PollRequest } from './poll-entry.ts'
import { createPollTimer } from './poll-timer.ts'
import { beforeDeadline, firstPollDelayMs, nextPollAtMs } from './poll-plan.ts'
import type { ProgressEvent } from './progress.ts'
import type { PollAnswer, PolledTask } from './read-polled.ts'
import { type Grid, gridPointNear, gridPointUntil } from './poll-times.ts'
import { serverDurationMs, type TaskOutcome } from './task-outcome.ts'
import { withSubmission } from './with-submission.ts'
import { abortedWait, createWaiter, type Waiter, type WaitLimits } from './waiter.ts'

/** Source: the vendor recommends batches of up to 50 ids. */
export const maxBatchSize = 50
/** Batches in flight at once; more would only queue up at a service that is already slow. */
const maxBatches = 6
/** Confirmations of misses in flight at once: a service that loses many tasks isn't flooded. */
const maxConfirmations = 4
/** A request with room takes along tasks that are due within this many shortest intervals. */
const takeAlongIntervals = 4

export interface PolledWait {
  readonly task: KnownTask
  readonly model?: string | undefined
  /** When it was submitted; without it the first poll comes at once. */
  readonly submittedAtMs?: number | undefined
  /** A callback will report its result: polls are only for results that are overdue. */
  readonly expectCallback?: boolean | undefined
}

/** One poller for all tasks that a client waits for. Has a timer only while something waits. */
export interface Poller {
  wait(wait: PolledWait, limits: WaitLimits): Promise<Generation>
  /** Ends the wait for a task at once. @returns false when nothing waits for it */
  end(id: string, outcome: TaskOutcome): boolean
  /** Polls a task as soon as its shortest interval allows. @returns false when nothing waits for it */
  pollSoon(id: string): boolean
  close(): void
}

export interface PollerDeps {
  /** Polls up to {@link maxBatchSize} tasks by `retrieve_batch`. */
  readonly pollBatch: (ids: readonly string[], signal: AbortSignal) => Promise<PollAnswer>
  /** Polls one task by `retrieve`. */
  readonly pollOne: (id: string, signal: AbortSignal) => Promise<PollAnswer>
  readonly clock: Clock
  readonly random: () => number
  readonly durations: DurationModel
  readonly retry: RetryPolicy
  readonly minIntervalMs: number
  /** What messages must not repeat besides the requests. */
  readonly ownSecrets?: (() => Secrets) | undefined
}

export function createPoller(deps: PollerDeps): Poller {
  const { clock, durations, minIntervalMs } = deps
  const entries = new Map<string, PollEntry>()
  const requests = new Set<PollRequest>()
  const backoff = createBackoff(deps.retry, deps.random)
  let grid: Grid = { stepMs: minIntervalMs, offsetMs: 0 }
  let closed = false
  const timer = createPollTimer(deps, tick)

  const inFlight = (confirms: boolean): number =>
    [...requests].filter((request) => request.confirms === confirms).length

  /** Sets the one timer to the next moment at which something is to be done. */
  function rearm(): void {
    let atMs = Infinity
    const saturated = inFlight(false) >= maxBatches
    for (const entry of entries.values()) {
      if (!entry.request && !saturated) atMs = Math.min(atMs, Math.max(entry.pollAtMs, backoff.notBeforeMs))
      for (const waiter of entry.waiters) atMs = Math.min(atMs, waiter.deadlineAtMs)
    }
    timer.move(atMs)
  }

  function tick(): void {
    const nowMs = clock.now()
    for (const { task, waiters, lastFailure } of entries.values()) {
      for (const waiter of waiters) {
        if (waiter.deadlineAtMs > nowMs) continue
        waiter.giveUp(new WaitDeadlineError(waiter.deadlineMs, { taskId: task.id, cause: lastFailure }))
      }
    }
    if (nowMs >= backoff.notBeforeMs) startBatches(nowMs)
    rearm()
  }

  function startBatches(nowMs: number): void {
    const soonMs = nowMs + takeAlongIntervals * minIntervalMs
    const soon = [...entries.values()]
      .filter((entry) => !entry.request && entry.pollAtMs <= soonMs)
      .sort((a, b) => a.pollAtMs - b.pollAtMs)
    for (let start = 0; start < soon.length && inFlight(false) < maxBatches; start += maxBatchSize) {
      const members = soon.slice(start, start + maxBatchSize)
      if ((members[0]?.pollAtMs ?? Infinity) > nowMs) return
      const gridPointMs = gridPointUntil(nowMs, grid)
      for (const entry of members) {
        entry.pollAtMs = Math.min(entry.pollAtMs, gridPointMs)
        entry.sharing = members.length
      }
      void send(members, false)
    }
  }

  async function send(members: readonly PollEntry[], confirms: boolean): Promise<void> {
    const request = { controller: new AbortController(), confirms, entries: new Set(members) }
    requests.add(request)
    for (const entry of members) Object.assign(entry, { request, again: false })
    const sentAtMs = clock.now()
    const { signal } = request.controller
    const ids = members.map(({ task }) => task.id)
    const answer = confirms ? await deps.pollOne(ids[0] ?? '', signal) : await deps.pollBatch(ids, signal)
    requests.delete(request)
    if ('error' in answer) {
      if (request.entries.size > 0) failed(request, answer.error)
    } else {
      backoff.succeeded()
      for (const entry of request.entries) answered(entry, confirms, answer.tasks.get(entry.task.id), sentAtMs)
    }
    rearm()
  }

  function failed({ entries: members }: PollRequest, error: FluxError): void {
    const nowMs = clock.now()
    const delayMs = Math.max(minIntervalMs, backoff.failed(error, nowMs))
    for (const entry of members) {
      entry.request = undefined
      entry.lastFailure = error
      entry.pollAtMs = beforeDeadline(entry, nowMs + delayMs, nowMs)
      report(entry, { type: 'poll-failed', taskId: entry.task.id, error })
    }
  }

  function answered(entry: PollEntry, confirms: boolean, seen: PolledTask | undefined, sentAtMs: number): void {
    entry.request = undefined
    entry.lastFailure = undefined
    if (seen === undefined && !confirms) missed(entry)
    else assessed(entry, seen ?? 'missing', sentAtMs)
  }

  /** A batch didn't list it, which means nothing until a single request has confirmed it. */
  function missed(entry: PollEntry): void {
    const nowMs = clock.now()
    if (nowMs >= entry.confirmAtMs && inFlight(true) < maxConfirmations) {
      void send([entry], true)
      return
    }
    planNext(entry, Math.max(entry.confirmAtMs, nowMs + minIntervalMs))
    reportPhase(entry, 'queued', nowMs)
  }

  function assessed(entry: PollEntry, seen: PolledTask | 'missing', sentAtMs: number): void {
    const nowMs = clock.now()
    const { task } = entry
    const { history, outcome, phase }: Assessment = assessPoll(task, seen, sentAtMs, deps.ownSecrets)
    task.history = history
    if (typeof seen === 'object') {
      task.held = true
      task.sinceMs = sentAtMs
      if (outcome && 'result' in outcome) {
        entry.endSample(observedDurationMs(serverDurationMs(seen), entry.runningAtMs, nowMs - entry.submittedAtMs))
      }
      entry.runningAtMs = sentAtMs - entry.submittedAtMs
    }
    if (outcome) {
      finish(entry, outcome)
      return
    }
    entry.confirmAtMs = history.misses ? nowMs + confirmPauseMs(history.misses, nowMs, task.held) : 0
    planNext(entry, history.misses ? Math.max(entry.confirmAtMs, nowMs + minIntervalMs) : Infinity)
    reportPhase(entry, phase, nowMs)
  }

  function planNext(entry: PollEntry, atLatestMs: number): void {
    const nowMs = clock.now()
    const plannedMs = nextPollAtMs(durations, grid, entry, nowMs, backoff.slowdown)
    entry.pollAtMs = beforeDeadline(entry, Math.min(plannedMs, atLatestMs), nowMs)
  }

  function reportPhase(entry: PollEntry, type: 'queued' | 'running', nowMs: number): void {
    const expectedMs = durations.quantiles(entry.model).p50Ms
    report(entry, { type, taskId: entry.task.id, elapsedMs: nowMs - entry.submittedAtMs, expectedMs })
  }

  function report({ waiters }: PollEntry, event: ProgressEvent): void {
    for (const waiter of waiters) waiter.report(event)
  }

  function finish(entry: PollEntry, outcome: TaskOutcome): void {
    forget(entry)
    // Not a copy: a settled waiter may abort another one.
    const known = 'result' in outcome ? { result: withSubmission(outcome.result, entry.task) } : outcome
    for (const waiter of entry.waiters) waiter.settle(known)
  }

  function forget(entry: PollEntry): void {
    entries.delete(entry.task.id)
    entry.endSample()
    const { request } = entry
    entry.request = undefined
    request?.entries.delete(entry)
    // Nobody waits for the answer any more: free the connection.
    if (request?.entries.size === 0) request.controller.abort()
  }

  function leave(entry: PollEntry, waiter: Waiter): void {
    entry.waiters.delete(waiter)
    if (entry.waiters.size > 0 || entries.get(entry.task.id) !== entry) return
    forget(entry)
    // While others wait the timer stays as it is: to go through all of them each time costs more.
    if (entries.size === 0) rearm()
  }

  function entryFor({ task, model, submittedAtMs, expectCallback }: PolledWait): PollEntry {
    const nowMs = clock.now()
    const sinceMs = Math.min(submittedAtMs || nowMs, nowMs)
    const firstMs =
      nowMs +
      firstPollDelayMs(durations, minIntervalMs, {
        model,
        ageMs: nowMs - sinceMs,
        isKnownAge: submittedAtMs !== undefined,
        expectCallback: expectCallback ?? false,
      })
    // The first wait sets the grid, so that its first poll happens exactly when planned.
    if (entries.size === 0) grid = { stepMs: minIntervalMs, offsetMs: firstMs }
    task.history = {}
    return {
      task,
      model,
      submittedAtMs: sinceMs,
      pollAtMs: gridPointNear(firstMs, grid, nowMs - 1),
      sharing: 1,
      confirmAtMs: 0,
      request: undefined,
      again: false,
      runningAtMs: undefined,
      lastFailure: undefined,
      endSample: durations.start(model),
      waiters: new Set(),
    }
  }

  return {
    async wait(wait, limits) {
      const { id } = wait.task
      if (closed) throw new ClientClosedError({ taskId: id, charged: 'yes' })
      if (limits.signal?.aborted) throw abortedWait(id, limits.signal)
      const nowMs = clock.now()
      const entry = entries.get(id) ?? entryFor(wait)
      entries.set(id, entry)
      const { waiter, promise } = createWaiter(id, limits, nowMs, (self) => leave(entry, self))
      entry.waiters.add(waiter)
      entry.pollAtMs = beforeDeadline(entry, entry.pollAtMs, nowMs)
      timer.atLatest(Math.min(waiter.deadlineAtMs, Math.max(entry.pollAtMs, backoff.notBeforeMs)))
      return promise
    },
    end(id, outcome) {
      const entry = entries.get(id)
      if (!entry) return false
      if ('result' in outcome) entry.endSample(clock.now() - entry.submittedAtMs)
      finish(entry, outcome)
      if (entries.size === 0) rearm()
      return true
    },
    pollSoon(id) {
      const entry = entries.get(id)
      if (!entry) return false
      const nowMs = clock.now()
      entry.again = true
      entry.pollAtMs = Math.min(entry.pollAtMs, gridPointNear(nowMs, grid, nowMs - 1))
      timer.atLatest(Math.max(entry.pollAtMs, backoff.notBeforeMs))
      return true
    },
    close() {
      closed = true
      for (const { task, waiters } of entries.values()) {
        for (const waiter of waiters) waiter.giveUp(new ClientClosedError({ taskId: task.id, charged: 'yes' }))
      }
      rearm()
    },
  }
}

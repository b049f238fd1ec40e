import type { DurationModel } from './durations.ts'
import type { PollEntry } from './poll-entry.ts'
import { type Grid, gridPointNear, nextPollDelayMs } from './poll-times.ts'

/** A callback that has not come after so many times what nearly all tasks of a model take may be lost. */
const overdueFactor = 2
/** While an end is unconfirmed, pauses grow by this share of the time since it was first seen. */
const unconfirmedGrowth = 0.5
/** The last poll before a deadline leaves this much time for its answer. */
const lastPollLeadMs = 2_000

interface FirstPoll {
  readonly model: string | undefined
  readonly ageMs: number
  readonly isKnownAge: boolean
  readonly expectCallback: boolean
}

/** The pause before the first poll: none for tasks of unknown age, and for those that may be finished by now. */
export function firstPollDelayMs(
  durations: DurationModel,
  minIntervalMs: number,
  { model, ageMs, isKnownAge, expectCallback }: FirstPoll,
): number {
  const quantiles = durations.quantiles(model)
  if (expectCallback) return overdueFactor * quantiles.p95Ms - ageMs
  if (!isKnownAge || ageMs >= quantiles.p05Ms) return 0
  return nextPollDelayMs({ ageMs, quantiles, isLearned: durations.isLearned(model), sharing: 1, minIntervalMs })
}

/** Counted from the time at which the last poll was due, not from its answer: otherwise each one slips by a step. */
export function nextPollAtMs(
  durations: DurationModel,
  grid: Grid,
  { task, model, submittedAtMs, pollAtMs, sharing, again }: PollEntry,
  nowMs: number,
  slowdown: number,
): number {
  if (again) return gridPointNear(nowMs, grid, nowMs)
  const { unconfirmed } = task.history
  const delayMs = unconfirmed
    ? Math.max(grid.stepMs, (nowMs - unconfirmed.sinceMs) * unconfirmedGrowth)
    : nextPollDelayMs({
        ageMs: pollAtMs - submittedAtMs,
        quantiles: durations.quantiles(model),
        isLearned: durations.isLearned(model),
        sharing,
        minIntervalMs: grid.stepMs,
      })
  // Always after now, however long the answer took: a poll must not follow itself in a circle.
  return gridPointNear(pollAtMs + delayMs * slowdown, grid, nowMs)
}

/** A task that finishes between two polls is still found when a wait is about to be given up. */
export function beforeDeadline({ waiters }: PollEntry, wantedMs: number, nowMs: number): number {
  const lastsMs = [...waiters].map((waiter) => waiter.deadlineAtMs - lastPollLeadMs)
  return Math.min(wantedMs, ...lastsMs.filter((lastMs) => lastMs > nowMs))
}

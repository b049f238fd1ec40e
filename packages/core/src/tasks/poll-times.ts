import type { DurationQuantiles } from '../contract/models.ts'

/** How many polls are spread over the time in which most tasks of a model finish (5 % to 95 %). */
const pollsOverSpread = 19
/** However long a task takes, its result is known within this time. */
const maxIntervalMs = 15_000
/** Past the usual end each pause grows by this share of the time gone since. */
const tailGrowth = 0.15
/** The first poll before results are likely: a task that takes half a second is not waited for until then. */
const earlyIntervals = 2
/** While a model is unknown, each further poll happens at this multiple of the age. */
const earlyGrowth = 3
/** Where tasks are known to take longer than this, none is finished early. */
const maxEarlyP05Ms = 10_000

export interface PollTiming {
  /** Time since the submission. */
  readonly ageMs: number
  readonly quantiles: DurationQuantiles
  /** Were the quantiles observed, or are they only assumed? */
  readonly isLearned: boolean
  /** Tasks that the same request can poll: they share its cost. */
  readonly sharing: number
  /** No task is polled more often than this. */
  readonly minIntervalMs: number
}

/**
 * The pause until the next poll of one task: one or few before results usually start to arrive, then evenly while most
 * finish, then ever more slowly. Tasks that share requests are polled more often, at the same price for each.
 */
export function nextPollDelayMs(timing: PollTiming): number {
  const { ageMs, quantiles, sharing, minIntervalMs } = timing
  const { p05Ms, p95Ms } = quantiles
  if (ageMs < p05Ms) return Math.max(minIntervalMs, Math.min(nextEarlyAgeMs(timing), p05Ms) - ageMs)
  const even = (p95Ms - p05Ms) / pollsOverSpread / Math.max(1, sharing)
  const tail = Math.max(0, ageMs - p95Ms) * tailGrowth
  return Math.min(maxIntervalMs, Math.max(minIntervalMs, even) + tail)
}

function nextEarlyAgeMs({ ageMs, quantiles, isLearned, minIntervalMs }: PollTiming): number {
  let earlyMs = earlyIntervals * minIntervalMs
  if (isLearned) return ageMs < earlyMs / 2 && quantiles.p05Ms < maxEarlyP05Ms ? earlyMs : Infinity
  // The grid shifts a poll by up to half an interval, so that close counts as done.
  while (earlyMs <= ageMs + minIntervalMs / 2) earlyMs *= earlyGrowth
  return earlyMs
}

/** Points in time that all tasks of a client share, so that polls come due together and fill requests. */
export interface Grid {
  readonly stepMs: number
  /** One of the points. */
  readonly offsetMs: number
}

/** A time that is on the grid but for the rounding of fractions counts as on it. */
const rounding = 1e-6

/** The point of the grid that is nearest to a time, but always after `afterMs`. */
export function gridPointNear(timeMs: number, grid: Grid, afterMs: number): number {
  const nearest = gridPointUntil(timeMs + grid.stepMs / 2, grid)
  return nearest > afterMs ? nearest : gridPointUntil(afterMs, grid) + grid.stepMs
}

/** The last point of the grid at or before a time. */
export function gridPointUntil(timeMs: number, { stepMs, offsetMs }: Grid): number {
  return Math.floor((timeMs - offsetMs) / stepMs + rounding) * stepMs + offsetMs
}

import type { DurationQuantiles } from '../contract/models.ts'

/** How many looks are spread over the time in which most tasks of a model finish (5 % to 95 %). */
const looksOverSpread = 19
/** However long a task takes, whoever waits wants to know within this time. */
const maxIntervalMs = 15_000
/** Past the usual end each pause grows by this share of the time gone since. */
const tailGrowth = 0.15

export interface ScheduleInput {
  /** Time since the submission. */
  readonly ageMs: number
  readonly quantiles: DurationQuantiles
  /** Tasks that the same request can ask about: they share its cost. */
  readonly sharing: number
  /** No task is looked at more often than this. */
  readonly minIntervalMs: number
}

/**
 * The pause until the next look at one task: none is made before results usually start to arrive, then evenly while
 * most finish, then ever more slowly. Tasks that share requests are looked at more often, at the same price for each.
 */
export function nextLookDelayMs({ ageMs, quantiles, sharing, minIntervalMs }: ScheduleInput): number {
  const { p05Ms, p95Ms } = quantiles
  if (ageMs < p05Ms) return Math.max(minIntervalMs, p05Ms - ageMs)
  const even = (p95Ms - p05Ms) / looksOverSpread / Math.max(1, sharing)
  const tail = Math.max(0, ageMs - p95Ms) * tailGrowth
  return Math.min(maxIntervalMs, Math.max(minIntervalMs, even) + tail)
}

/** Points in time that all tasks of a client share, so that looks come due together and fill requests. */
export interface Grid {
  readonly stepMs: number
  /** Where it starts, by chance, so that many clients do not ask in the same instant. */
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

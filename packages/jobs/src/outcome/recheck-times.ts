import type { Job } from '../job/job.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Longer than a weekend away; what hasn't turned up by then won't. */
export const recheckForMs: number = 7 * 24 * hour
/**
 * As many as fit into that time, one an hour. A clock that is wrong for a while, or jumps, passes any number of days; it can't
 * make checks.
 */
const minRechecks = 168

const recheckDelaysMs = [
  5 * second,
  15 * second,
  45 * second,
  2 * minute,
  5 * minute,
  15 * minute,
  30 * minute,
  1 * hour,
] as const

/** When a lost submission is searched for, counted from when it was sent. */
const searchMarksMs = [5 * second, 30 * second, 5 * minute, 1 * hour, 24 * hour] as const

/** The longest pause that this file ever plans, for clocks that were set back: see {@link isDue}. */
export const longestPauseMs: number = 24 * hour

/**
 * When a recoverable job is checked again: after seconds, then minutes, then every hour, for 7 days and at least 168 times.
 *
 * @param misses Checks without a result so far.
 * @returns `undefined` when it isn't checked automatically any more.
 */
export function nextRecheckAtMs(sinceMs: number, misses: number, nowMs: number): number | undefined {
  const hasTimeLeft = nowMs < sinceMs + recheckForMs
  if (!hasTimeLeft && misses >= minRechecks) return undefined
  return nowMs + (recheckDelaysMs[Math.max(0, misses)] ?? hour)
}

/**
 * When a lost submission is searched for next: 5 s, 30 s, 5 min, 1 h and 24 h after it was sent, and each time once, also when
 * the program didn't run at that moment or its clock was wrong.
 *
 * @param searches Made so far.
 * @returns `undefined` after the last of them.
 */
export function nextSearchAtMs(sentAtMs: number, searches: number, nowMs: number): number | undefined {
  const markMs = searchMarksMs[searches]
  if (markMs === undefined) return undefined
  return Math.max(sentAtMs + markMs, nowMs + (searchMarksMs[searches - 1] ?? 0))
}

/**
 * When a job is due: 0 for at once, `undefined` for never. A job that ended wants some only while links
 * of it are still to be fetched.
 */
export function dueAtMs({ end, check, images }: Job): number | undefined {
  if (end && !images.some(({ kept }) => kept === undefined)) return undefined
  return end || check ? check?.nextAtMs : 0
}

/** A time that no schedule can have planned comes from a wrong clock: it is due. */
export function isDue(job: Job, nowMs: number): boolean {
  const atMs = dueAtMs(job)
  return atMs !== undefined && (atMs <= nowMs || atMs > nowMs + longestPauseMs)
}

import type { Job } from '@fluxkit/jobs'
import type { Place } from './place.ts'

type Ended = Pick<Job<Place>, 'place' | 'end'>

/**
 * Was this end of the job reported to a user, with its link inserted where one was wanted? A job that is recovered ends once
 * more. Nothing is known of the ends in records of earlier versions: they count as reported.
 */
export function isReported(job: Ended): boolean {
  return job.place.reported === undefined || wasReported(job)
}

/** Is it certain that this end was reported? */
export function wasReported({ place: { reported }, end }: Ended): boolean {
  return reported === true || (end !== undefined && reported === end.atMs)
}

/** A window has begun to report the end: when it is gone before it noted more, the link may be inserted already. */
export function withReportBegun(job: Job<Place>): Job<Place> | undefined {
  return job.end === undefined || job.place.reported === 'begun' ? undefined : withReported(job, 'begun')
}

/** The end is reported. */
export function withEndReported(job: Job<Place>): Job<Place> | undefined {
  return job.end && withReported(job, job.end.atMs)
}

function withReported(job: Job<Place>, reported: NonNullable<Place['reported']>): Job<Place> {
  return { ...job, place: { ...job.place, reported } }
}

/**
 * Was a user asked about the job since this window was opened, by it or by another one? Of the windows that are open at the
 * same time one asks, and each that is opened later asks again.
 */
export function isQuestioned(
  { place: { questionedAtMs } }: Pick<Ended, 'place'>,
  openedAtMs: number,
  nowMs: number,
): boolean {
  // A time in the future says nothing: the clock was set back.
  return questionedAtMs !== undefined && questionedAtMs >= openedAtMs && questionedAtMs <= nowMs
}

import type { JobView } from './job-view.ts'

/** Jobs of one day of the user's own calendar, newest first. */
export interface Day {
  /** `2026-11-22` in local time. */
  readonly date: string
  readonly jobs: readonly JobView[]
}

export function groupByDay(jobs: readonly JobView[]): Day[] {
  const days = new Map<string, JobView[]>()
  for (const job of jobs.toSorted((a, b) => b.createdAtMs - a.createdAtMs)) {
    const date = localDate(job.createdAtMs)
    const day = days.get(date)
    if (day === undefined) days.set(date, [job])
    else day.push(job)
  }
  return [...days].map(([date, list]) => ({ date, jobs: list }))
}

/** `2026-11-22` in local time. */
export function localDate(ms: number): string {
  const date = new Date(ms)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

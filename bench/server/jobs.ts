import type { JobSpec } from './job.ts'

/** A task at the server; it is finished when its time has come, without its own timer. */
export interface Job {
  readonly id: string
  readonly spec: JobSpec
  readonly startedAtMs: number
  readonly finishesAtMs: number
}

export interface Counts {
  requests: number
  submissions: number
  polls: number
  /** Submissions that were carried out, by the key of the wanted image. */
  charges: Record<string, number>
  /** When each image was ready, in milliseconds since the epoch. */
  finishedAtMs: Record<string, number>
}

export interface Jobs {
  readonly counts: Counts
  accept(spec: JobSpec): Job
  find(id: string): Job | undefined
  /** True only for the first submission of a key, so that repeating one gets past its fault. */
  isFirst(spec: JobSpec): boolean
  reset(): void
}

/** Wall time that every process of the machine agrees on, finer than a millisecond. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now()
}

export function isDone(job: Job): boolean {
  return nowMs() >= job.finishesAtMs
}

export function createJobs(): Jobs {
  const jobs = new Map<string, Job>()
  const seen = new Set<string>()
  const counts = emptyCounts()
  let serial = 0
  return {
    counts,
    accept(spec) {
      serial += 1
      const startedAtMs = nowMs()
      const job = { id: `job-${serial}`, spec, startedAtMs, finishesAtMs: startedAtMs + spec.durationMs }
      jobs.set(job.id, job)
      counts.charges[spec.key] = (counts.charges[spec.key] ?? 0) + 1
      counts.finishedAtMs[spec.key] = job.finishesAtMs
      return job
    },
    find: (id) => jobs.get(id),
    isFirst({ key }) {
      const first = !seen.has(key)
      seen.add(key)
      return first
    },
    reset() {
      jobs.clear()
      seen.clear()
      Object.assign(counts, emptyCounts())
    },
  }
}

function emptyCounts(): Counts {
  return { requests: 0, submissions: 0, polls: 0, charges: {}, finishedAtMs: {} }
}

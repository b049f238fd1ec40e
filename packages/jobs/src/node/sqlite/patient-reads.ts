import { busyPauseMs, isBusy, longestBusyMs, type Schedule, scheduleInTurn } from './busy.ts'

/** The time by which reads are tried again. */
export interface PatientReadsOptions {
  /** Monotonic milliseconds. */
  readonly now?: () => number
  readonly schedule?: Schedule
}

/** Reads that outlast a lock of another process, while this process continues. */
export interface PatientReads {
  /**
   * @param work synchronous; runs at once, and again for as long as a lock keeps it out
   * @returns its result; rejects with what it throws
   */
  read<Result>(work: () => Result): Promise<Result>
  /** Tries at once what waits, for the last time: what a lock keeps out now fails. */
  flush(): void
}

interface Waiting {
  readonly sinceMs: number
  /** Does the work and hands its result over. */
  run(): void
  fail(error: unknown): void
}

/**
 * Each try may wait for some milliseconds inside SQLite, and the whole process with it. So only the first of those that
 * wait tries, and the others follow it.
 */
export function createPatientReads(options: PatientReadsOptions = {}): PatientReads {
  const { now = () => performance.now(), schedule = scheduleInTurn } = options
  let waiting: Waiting[] = []

  function pass(longestMs: number): void {
    for (let first = waiting[0]; first; first = waiting[0]) {
      const lock = attempt(first)
      if (lock) return wait(lock.error, longestMs)
      waiting.shift()
    }
  }

  function wait(error: unknown, longestMs: number): void {
    const nowMs = now()
    const isOver = ({ sinceMs }: Waiting): boolean => nowMs - sinceMs >= longestMs
    for (const read of waiting.filter(isOver)) read.fail(error)
    waiting = waiting.filter((read) => !isOver(read))
    if (waiting.length > 0) schedule(() => pass(longestBusyMs), busyPauseMs)
  }

  return {
    read<Result>(work: () => Result): Promise<Result> {
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ sinceMs: now(), run: () => resolve(work()), fail: reject })
        if (waiting.length === 1) pass(longestBusyMs)
      })
    },
    flush: () => pass(0),
  }
}

/** @returns the lock that keeps it out */
function attempt(read: Waiting): { readonly error: unknown } | undefined {
  try {
    read.run()
  } catch (error) {
    if (isBusy(error)) return { error }
    read.fail(error)
  }
  return undefined
}

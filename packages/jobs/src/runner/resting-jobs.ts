import type { Job } from '../job/job.ts'
import { longestPauseMs } from '../outcome/recheck-times.ts'

/** Jobs that a watching process doesn't take up for a while, whatever their records say. */
export interface RestingJobs {
  /** Work failed in a way that the record doesn't hold, or isn't for this program. */
  postpone(id: string, untilMs: number): void
  /**
   * The process has just checked the job in vain and planned its next check. A process whose clock is days away takes that plan
   * for impossible or past, and so does this one with the other's: without separate pauses both would check all the time.
   */
  rest(id: string, untilMs: number, misses: number): void
  has(job: Job): boolean
  /** Drops what is over, and what no plan can have put so far away: the clock was set back. */
  forgetPast(nowMs: number): void
}

export function createRestingJobs(): RestingJobs {
  const rests = new Map<string, { readonly untilMs: number; readonly misses: number }>()
  return {
    postpone: (id, untilMs) => void rests.set(id, { untilMs, misses: -Infinity }),
    rest: (id, untilMs, misses) => void rests.set(id, { untilMs, misses }),
    has({ id, check }) {
      const rest = rests.get(id)
      // Fewer misses, or none: it isn't the trouble of that check any more.
      return rest !== undefined && (check?.misses ?? -1) >= rest.misses
    },
    forgetPast(nowMs) {
      for (const [id, { untilMs }] of rests) {
        if (untilMs <= nowMs || untilMs > nowMs + longestPauseMs) rests.delete(id)
      }
    },
  }
}

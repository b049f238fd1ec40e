import type { BotJob } from '../model/job.ts'

/** Where the spans of delivered jobs go. */
export interface Tracing {
  /** Never throws and never waits. */
  delivered(job: BotJob, atMs: number): void
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>
}

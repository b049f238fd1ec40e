import type { BotJob } from '../model/job.ts'

/** How the message about a job's end got on: `kept` for `/flux show`; without one nothing is reported. */
export interface TracedDelivery {
  readonly state: 'delivered' | 'kept'
  readonly atMs: number
}

/** Where the spans of jobs that have ended go. */
export interface Tracing {
  /** Never throws and never waits. */
  ended(job: BotJob, delivery?: TracedDelivery): void
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>
}

import type { JobRequest } from '../model/job.ts'

/** What somebody was about to ask for: kept while a modal is open or a refusal can be retried. */
export interface Draft {
  readonly id: string
  readonly userId: string
  readonly createdMs: number
  readonly request: JobRequest
  /** Images to choose from. */
  readonly pictureUrls: readonly string[]
  /** A comparison that waits for its user to confirm what it costs. */
  readonly comparison?: Comparison | undefined
}

export interface Comparison {
  /** Two to four different ones, in the order of their images. */
  readonly models: readonly string[]
  /** The estimate that its user has seen. */
  readonly units: number
}

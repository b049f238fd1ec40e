import type { SubmissionAttempt } from './options.ts'

/** An unfinished submission of this client. */
export interface OpenSubmission {
  /** Its last POST, with the time of the first one of the same body. */
  attempt?: SubmissionAttempt | undefined
  /** Equal for equal requests; see `signatureOf`. */
  signature?: string | undefined
  /** Its outcome is unknown. */
  isLost: boolean
}

import type { SubmissionAttempt } from './options.ts'

/** A submission that this client has begun and not finished. */
export interface OpenSubmission {
  /** Its last POST, with the time of the first one of the same body. */
  attempt?: SubmissionAttempt | undefined
  /** The same for all that are alike; see `signatureOf`. */
  signature?: string | undefined
  /** Its outcome is unknown. */
  isLost: boolean
}

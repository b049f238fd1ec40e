import { FluxError, type FluxErrorDetails } from './flux-error.ts'

/** No answer, and nothing was paid for: `not_sent` (no connection was made), `connection_lost`, `timeout`. */
export class ConnectionError extends FluxError {
  constructor(code: 'not_sent' | 'connection_lost' | 'timeout', summary: string, details?: FluxErrorDetails) {
    super(code, summary, details)
  }

  override get name(): string {
    return 'ConnectionError'
  }
}

/**
 * A submission was sent and its answer was lost: it may have been accepted and charged, and nobody knows. Never submit
 * again by program. Code `outcome_unknown`.
 */
export class OutcomeUnknownError extends FluxError {
  constructor(summary: string, details?: FluxErrorDetails) {
    super('outcome_unknown', summary, details)
  }

  override get name(): string {
    return 'OutcomeUnknownError'
  }
}

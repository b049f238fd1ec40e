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
 * A submission was sent and its answer was lost: it may have been accepted and charged. Never submit
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

/**
 * The transport failed by a mistake in a program, not by the network: a `fetch` or hook that the host passed in, or a
 * package that cannot be loaded. `cause` says where. Code `transport_failed`.
 */
export class TransportFailedError extends FluxError {
  constructor(summary: string, details?: FluxErrorDetails) {
    super('transport_failed', summary, details)
  }

  override get name(): string {
    return 'TransportFailedError'
  }
}

import { FluxError } from './flux-error.ts'

/** An error that the service itself answered, with its own code where it sent one. */
export class ServiceAnswerError extends FluxError {
  /** The code as the service spelled it; absent when it sent none. */
  declare readonly serviceCode?: string

  override get name(): string {
    return 'ServiceAnswerError'
  }
}

/** The token or its application is not accepted: `no_token`, `invalid_token`, `token_expired`, `token_mismatched`, `disabled`. */
export class AuthenticationError extends ServiceAnswerError {
  override get name(): string {
    return 'AuthenticationError'
  }
}

/** The balance is not sufficient. Code `used_up`. */
export class BalanceError extends ServiceAnswerError {
  override get name(): string {
    return 'BalanceError'
  }
}

/** The prompt or the image was refused. Code `moderated`. */
export class ModerationError extends ServiceAnswerError {
  override get name(): string {
    return 'ModerationError'
  }
}

/**
 * The request was refused: `bad_request`, `api_not_implemented`, `no_api`, `redirected`, and `gateway_refused` by something in
 * front of the service.
 */
export class RejectedRequestError extends ServiceAnswerError {
  override get name(): string {
    return 'RejectedRequestError'
  }
}

/** Too many requests. Code `too_many_requests`. */
export class RateLimitError extends ServiceAnswerError {
  /** What the service asked to wait, in milliseconds; absent when it did not say. */
  declare readonly retryAfterMs?: number

  override get name(): string {
    return 'RateLimitError'
  }
}

/** The service failed (`api_error`), is out (`service_unavailable`), or its answer can't be read (`bad_answer`). */
export class ServiceFailureError extends ServiceAnswerError {
  override get name(): string {
    return 'ServiceFailureError'
  }
}

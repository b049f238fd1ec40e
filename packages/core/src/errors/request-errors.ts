import type { RequestIssue } from '../contract/request-issue.ts'
import { FluxError, type FluxErrorDetails } from './flux-error.ts'

/** The request breaks a documented rule; nothing was sent. Code `invalid_request`. */
export class InvalidRequestError extends FluxError {
  readonly issues: readonly RequestIssue[]

  constructor(issues: readonly RequestIssue[]) {
    super('invalid_request', `${issues.map((issue) => issue.message).join('. ')}.`)
    this.issues = issues
  }

  override get name(): string {
    return 'InvalidRequestError'
  }
}

/** The caller's signal was aborted. Where a submission was on its way, `charged` is not `no` and `taskId` is set if known. */
export class AbortedError extends FluxError {
  constructor(summary: string, details?: FluxErrorDetails) {
    super('aborted', summary, details)
  }

  override get name(): string {
    return 'AbortedError'
  }
}

/** The client was closed before or during the call. Code `client_closed`. */
export class ClientClosedError extends FluxError {
  constructor(details?: FluxErrorDetails) {
    super('client_closed', 'The client is closed.', details)
  }

  override get name(): string {
    return 'ClientClosedError'
  }
}

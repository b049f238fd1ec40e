import type { RequestIssue } from '../contract/request-issue.ts'
import { FluxError, type FluxErrorDetails } from './flux-error.ts'

/** The request, an argument or an option breaks a documented rule; nothing was sent. Code `invalid_request`. */
export class InvalidRequestError extends FluxError {
  readonly issues: readonly RequestIssue[]

  /** @param details of what the call is about: a download that is refused is paid for */
  constructor(issues: readonly RequestIssue[], details?: FluxErrorDetails) {
    super('invalid_request', `${issues.map((issue) => issue.message).join('. ')}.`, details)
    this.issues = issues
  }

  override get name(): string {
    return 'InvalidRequestError'
  }
}

/** One argument that is wrong. @param rule what it must be; the value stays out, it may be a secret */
export function invalidArgument(field: string, rule: string, details?: FluxErrorDetails): InvalidRequestError {
  return new InvalidRequestError([{ field, message: `${field}: ${rule}` }], details)
}

/** @throws {InvalidRequestError} when there is an issue */
export function assertValid(issues: readonly RequestIssue[], details?: FluxErrorDetails): void {
  if (issues.length > 0) throw new InvalidRequestError(issues, details)
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

/** The client was closed before or during the call. Code `client_closed`. Nothing that is paid for is lost with it. */
export class ClientClosedError extends FluxError {
  constructor(details?: FluxErrorDetails) {
    const advice =
      details?.charged === 'yes' ? 'Make a new client, and repeat the call with it: it is free.' : undefined
    super('client_closed', 'The client is closed.', { advice, ...details })
  }

  override get name(): string {
    return 'ClientClosedError'
  }
}

import type { RequestIssue } from '../contract/request-issue.ts'
import { show } from '../contract/show.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { readHeaders } from './extra-headers.ts'
import type { ClientSettings } from './settings.ts'
import { readTimeout } from './timeouts.ts'
import type { CallOptions } from './options.ts'

/** A signal that can't be listened to would fail when the POST has left: an `AbortController`, in JavaScript. */
export function checkSignal(signal: Partial<AbortSignal> | null | undefined): RequestIssue[] {
  // `fetch` takes null, too.
  if (!signal || typeof signal.addEventListener === 'function') return []
  return [{ field: 'signal', message: `signal ${show(signal)}: must be an AbortSignal` }]
}

/**
 * The part of a call that its caller may change.
 * @param usualMs the time limit when the caller names none
 * @throws {InvalidRequestError}
 */
export function readCallOptions(
  settings: ClientSettings,
  { timeoutMs, headers }: Pick<CallOptions, 'timeoutMs' | 'headers'>,
  usualMs: number = settings.requestTimeoutMs,
): Pick<ServiceCall, 'timeoutMs' | 'headers'> {
  if (timeoutMs === undefined && headers === undefined) return { timeoutMs: usualMs, headers: settings.headers }
  const issues: RequestIssue[] = []
  const call = {
    timeoutMs: readTimeout('timeoutMs', timeoutMs, issues) ?? usualMs,
    headers: { ...settings.headers, ...readHeaders(headers, issues) },
  }
  if (issues.length > 0) throw new InvalidRequestError(issues)
  return call
}

import type { RequestIssue } from '../contract/request-issue.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'
import { type Clock, systemClock } from '../http/clock.ts'
import type { Network } from '../http/exchange.ts'
import { fetchTransport } from '../http/fetch-transport.ts'
import { defaultRetryPolicy, type RetryPolicy } from '../http/retry.ts'
import type { FluxClientOptions } from './types.ts'

/** Source: the vendor's README. */
export const defaultBaseUrl = 'https://api.acedata.cloud'
/** Source: the vendor's platform guide. */
export const defaultPlatformBaseUrl = 'https://platform.acedata.cloud'

/** Options with their defaults filled in and checked. */
export interface ClientSettings {
  readonly network: Network & { readonly clock: Clock }
  readonly baseUrl: URL
  readonly platformBaseUrl: URL
  readonly retry: RetryPolicy
  readonly requestTimeoutMs: number
  readonly syncTimeoutMs: number
  readonly retrySubmissionAfterServiceError: boolean
  readonly minPollIntervalMs: number
}

/** @throws {InvalidRequestError} that names every option that is wrong */
export function readSettings(options: FluxClientOptions): ClientSettings {
  const issues: RequestIssue[] = []
  const baseUrl = readBaseUrl('baseUrl', options.baseUrl ?? defaultBaseUrl, issues)
  const platformBaseUrl = readBaseUrl('platformBaseUrl', options.platformBaseUrl ?? defaultPlatformBaseUrl, issues)
  const limit = (field: 'requestTimeoutMs' | 'syncTimeoutMs' | 'minPollIntervalMs', fallback: number): number => {
    const value = options[field] ?? fallback
    if (!(value > 0)) issues.push({ field, message: `${field} ${value}: must be a positive number of milliseconds` })
    return value
  }
  const settings = {
    network: {
      transport: options.transport ?? fetchTransport(),
      clock: options.clock ?? systemClock,
      random: options.random ?? Math.random,
    },
    retry: { ...defaultRetryPolicy, ...options.retry },
    requestTimeoutMs: limit('requestTimeoutMs', 30_000),
    syncTimeoutMs: limit('syncTimeoutMs', 300_000),
    minPollIntervalMs: limit('minPollIntervalMs', 450),
    retrySubmissionAfterServiceError: options.retrySubmissionAfterServiceError ?? false,
  }
  if (!baseUrl || !platformBaseUrl || issues.length > 0) throw new InvalidRequestError(issues)
  return { ...settings, baseUrl, platformBaseUrl }
}

/** A path below a base URL that may have a path of its own. */
export function endpoint(baseUrl: URL, path: string): URL {
  return new URL(`${baseUrl.pathname.replace(/\/+$/, '')}${path}`, baseUrl)
}

/** Only the host's own machine may be spoken to without encryption: everything else would see the token. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function readBaseUrl(field: string, text: string, issues: RequestIssue[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const problem = !url
    ? 'must be an absolute URL'
    : url.username || url.password
      ? 'must not hold a user name or password'
      : url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
        ? undefined
        : 'must be https:// (http:// only for loopback)'
  // The text itself may hold a password, so it is not repeated.
  if (problem) issues.push({ field, message: `${field}: ${problem}` })
  return url
}

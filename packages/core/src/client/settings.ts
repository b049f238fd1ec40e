import type { RequestIssue } from '../contract/request-issue.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'
import { type Clock, systemClock } from '../http/clock.ts'
import type { Network } from '../http/exchange.ts'
import { fetchTransport } from '../http/fetch-transport.ts'
import { isLoopback } from '../http/loopback.ts'
import type { RetryPolicy } from '../http/retry.ts'
import { checkOptions } from './check-options.ts'
import { defaultBaseUrl, defaultPlatformBaseUrl } from './default-addresses.ts'
import { fromEnvironment, variables } from './environment.ts'
import { readHeaders } from './extra-headers.ts'
import { observeTransport } from './observe-transport.ts'
import { readProxyUrl, throughOwnServer } from './own-server.ts'
import { readRetry } from './retry-option.ts'
import { readTimeout } from './timeouts.ts'
import type { FluxClientOptions } from './options.ts'

/** Options with their defaults filled in and checked. */
export interface ClientSettings {
  readonly network: Network & { readonly clock: Clock }
  readonly baseUrl: URL
  readonly platformBaseUrl: URL
  /** `baseUrl` is a server of the application, which adds the token. */
  readonly isProxied: boolean
  /** The application's headers, sent only to the service's own addresses. */
  readonly headers: Readonly<Record<string, string>>
  readonly retry: RetryPolicy
  readonly requestTimeoutMs: number
  readonly syncTimeoutMs: number
  readonly retrySubmissionAfterServiceError: boolean
  readonly repeatRefusedSize: boolean
  readonly findLost: boolean
  readonly minPollIntervalMs: number
}

/**
 * @param hostOptions names of options that only this host has
 * @throws {InvalidRequestError} that names every option that is wrong
 */
export function readSettings(options: FluxClientOptions, hostOptions: readonly string[] = []): ClientSettings {
  const issues = checkOptions(options, hostOptions)
  const settings = {
    baseUrl:
      options.proxyUrl === undefined ? readApiUrl(options.baseUrl, issues) : readProxyUrl(options.proxyUrl, issues),
    isProxied: options.proxyUrl !== undefined,
    platformBaseUrl: readBaseUrl('platformBaseUrl', options.platformBaseUrl ?? defaultPlatformBaseUrl, issues),
    headers: readHeaders(options.headers, issues),
    retry: readRetry(options.retry, issues),
    requestTimeoutMs: readTimeout('requestTimeoutMs', options.requestTimeoutMs, issues) ?? 30_000,
    syncTimeoutMs: readTimeout('syncTimeoutMs', options.syncTimeoutMs, issues) ?? 300_000,
    minPollIntervalMs: readTimeout('minPollIntervalMs', options.minPollIntervalMs, issues) ?? 450,
    retrySubmissionAfterServiceError: options.retrySubmissionAfterServiceError ?? false,
    repeatRefusedSize: options.repeatRefusedSize ?? true,
    findLost: options.findLost ?? true,
  }
  const { baseUrl, platformBaseUrl } = settings
  if (!baseUrl || !platformBaseUrl || issues.length > 0) throw new InvalidRequestError(issues)
  const clock = options.clock ?? systemClock
  const host = options.transport ?? fetchTransport(options.fetch)
  const transport = observeTransport(settings.isProxied ? throughOwnServer(host, baseUrl) : host, clock, options)
  return {
    ...settings,
    baseUrl,
    platformBaseUrl,
    network: { transport, clock, random: options.random ?? Math.random },
  }
}

/** A path below a base URL that may have its own path. */
export function endpoint(baseUrl: URL, path: string): URL {
  return new URL(`${baseUrl.pathname.replace(/\/+$/, '')}${path}`, baseUrl)
}

/** Without an option the variable counts, so that a program meant for a sandbox does not reach the paid service. */
function readApiUrl(option: string | undefined, issues: RequestIssue[]): URL | undefined {
  if (option !== undefined) return readBaseUrl('baseUrl', option, issues)
  const named = fromEnvironment('baseUrl')
  return named === undefined ? new URL(defaultBaseUrl) : readBaseUrl(`baseUrl (${variables.baseUrl})`, named, issues)
}

function readBaseUrl(field: string, text: string, issues: RequestIssue[]): URL | undefined {
  // `checkOptions` says what is wrong with other values.
  if (typeof text !== 'string') return undefined
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

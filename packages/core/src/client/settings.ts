import type { RequestIssue } from '../contract/request-issue.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'
import { type Clock, systemClock } from '../http/clock.ts'
import type { Network } from '../http/exchange.ts'
import { fetchTransport } from '../http/fetch-transport.ts'
import { isLoopback } from '../http/loopback.ts'
import type { RetryPolicy } from '../http/retry.ts'
import type { Transport } from '../http/transport.ts'
import { defaultBaseUrl, defaultPlatformBaseUrl } from './default-addresses.ts'
import { fromEnvironment, variables } from './environment.ts'
import type { Readers } from './field-readers.ts'
import { observeTransport } from './observe-transport.ts'
import { readProxyUrl, throughOwnServer } from './own-server.ts'
import { readOptions } from './read-options.ts'
import type { FluxClientOptions } from './options.ts'

/** Options with their defaults filled in and checked. */
export interface ClientSettings extends Pick<FluxClientOptions, 'token' | 'platformToken'> {
  readonly network: Network & { readonly clock: Clock }
  readonly baseUrl: URL
  /** `undefined` where none is named and the service is not the vendor's: a sandbox must not publish files on the real platform. */
  readonly platformBaseUrl: URL | undefined
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

/** Options whose readers know their defaults. */
type Filled = Pick<ClientSettings, 'headers' | 'retry'>

/** What a host brings along: options that only it has, and how it sends requests where the caller does not say it. */
interface Host<Options extends FluxClientOptions> {
  readonly options: Readers<Omit<Options, keyof FluxClientOptions>>
  readonly transport: Transport
}

/** @throws {InvalidRequestError} that names every option that is wrong */
export function readSettings<Options extends FluxClientOptions>(given: Options, host?: Host<Options>): ClientSettings {
  const issues: RequestIssue[] = []
  const options = readOptions(given, host?.options, issues)
  const { fetch, clock = systemClock, random = Math.random } = options
  const isProxied = options.proxyUrl !== undefined
  const baseUrl =
    options.proxyUrl === undefined ? readApiUrl(options.baseUrl, issues) : readProxyUrl(options.proxyUrl, issues)
  const platformBaseUrl = readPlatformUrl(options.platformBaseUrl, baseUrl, issues)
  if (!baseUrl || issues.length > 0) throw new InvalidRequestError(issues)
  const sending = options.transport ?? (fetch ? fetchTransport(fetch) : (host?.transport ?? fetchTransport()))
  const transport = observeTransport(isProxied ? throughOwnServer(sending, baseUrl) : sending, clock, options)
  return {
    requestTimeoutMs: 30_000,
    syncTimeoutMs: 300_000,
    minPollIntervalMs: 450,
    retrySubmissionAfterServiceError: false,
    repeatRefusedSize: true,
    findLost: true,
    ...(options as Filled),
    baseUrl,
    platformBaseUrl,
    isProxied,
    network: { transport, clock, random },
  }
}

/** A path below a base URL that may have its own path. */
export function endpoint(baseUrl: URL, path: string): URL {
  return new URL(`${baseUrl.pathname.replace(/\/+$/, '')}${path}`, baseUrl)
}

/** Without an option the variable counts, so that a program meant for a sandbox does not reach the paid service. */
function readApiUrl(option: string | undefined, issues: RequestIssue[]): URL | undefined {
  return readNamedUrl('baseUrl', option, issues) ?? new URL(defaultBaseUrl)
}

/** The vendor's own, unless the service is somewhere else. */
function readPlatformUrl(
  option: string | undefined,
  baseUrl: URL | undefined,
  issues: RequestIssue[],
): URL | undefined {
  const named = readNamedUrl('platformBaseUrl', option, issues)
  return named ?? (baseUrl?.origin === defaultBaseUrl ? new URL(defaultPlatformBaseUrl) : undefined)
}

/** An address by its option, otherwise by its variable. */
function readNamedUrl(
  name: 'baseUrl' | 'platformBaseUrl',
  option: string | undefined,
  issues: RequestIssue[],
): URL | undefined {
  const named = option ?? fromEnvironment(name)
  if (named === undefined) return undefined
  const field = option === undefined ? `${name} (${variables[name]})` : name
  const url = URL.canParse(named) ? new URL(named) : undefined
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

import { checkNames } from '../contract/check-names.ts'
import type { RequestIssue } from '../contract/request-issue.ts'
import { defaultRetryPolicy, type RetryPolicy } from '../http/retry.ts'
import { readHeaders } from './extra-headers.ts'
import {
  callback,
  flag,
  may,
  milliseconds,
  type Reader,
  type Readers,
  readFields,
  secret,
  text,
  timeLimit,
  whole,
} from './field-readers.ts'
import type { FluxClientOptions } from './options.ts'

const pause = milliseconds(0)

const policy: Readers<RetryPolicy> = {
  // More tries than that are a loop.
  maxAttempts: whole(1, 100),
  baseDelayMs: pause,
  maxDelayMs: pause,
  maxRetryAfterMs: pause,
}

const readRetry: Reader = (name, value = {}, issues) => {
  const prefix = `${name}.`
  issues.push(...checkNames('a field of retry', Object(value) as object, Object.keys(policy), prefix))
  return { ...defaultRetryPolicy, ...readFields(name, value as RetryPolicy, policy, issues, prefix) }
}

const anObject = may('an object', (value) => Object(value) === value)

const options: Readers<FluxClientOptions> = {
  token: secret,
  baseUrl: text,
  proxyUrl: text,
  platformToken: secret,
  platformBaseUrl: text,
  fetch: callback,
  transport: callback,
  headers: readHeaders,
  clock: anObject,
  random: callback,
  retry: readRetry,
  requestTimeoutMs: timeLimit,
  syncTimeoutMs: timeLimit,
  retrySubmissionAfterServiceError: flag,
  repeatRefusedSize: flag,
  findLost: flag,
  minPollIntervalMs: timeLimit,
  logger: anObject,
  onRequest: callback,
  onResponse: callback,
}

/**
 * The options of a client. What is wrong is added to the issues: names that mean nothing, values that can't work, options that
 * exclude each other.
 * @param hostOptions those that only this host has
 */
export function readOptions<T extends FluxClientOptions>(
  given: T,
  hostOptions: Readers<Omit<T, keyof FluxClientOptions>> | undefined,
  issues: RequestIssue[],
): T {
  const readers = { ...options, ...hostOptions } as Readers<T>
  issues.push(...checkNames('an option', Object(given) as object, Object.keys(readers)))
  const read = readFields('options', given, readers, issues)
  issues.push(
    ...besides(read, 'transport', ['fetch'], 'transport is given'),
    // A token in a page is public.
    ...besides(read, 'proxyUrl', ['token', 'baseUrl'], 'the server at proxyUrl has it'),
  )
  return read
}

/** Options that exclude each other. */
function besides(
  given: FluxClientOptions,
  option: keyof FluxClientOptions,
  others: readonly (keyof FluxClientOptions)[],
  reason: string,
): RequestIssue[] {
  const found = given[option] === undefined ? [] : others.filter((other) => given[other] !== undefined)
  return found.map((field) => ({ field, message: `${field}: leave it out, ${reason}` }))
}

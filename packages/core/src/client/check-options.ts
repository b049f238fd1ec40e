import type { RequestIssue } from '../contract/request-issue.ts'
import { show } from '../contract/show.ts'
import { checkNames } from '../contract/check-names.ts'
import type { FluxClientOptions } from './options.ts'

/** The `typeof` of an option, and the rule as a message says it. */
const kinds = {
  secret: [['string', 'function'], 'text or a function'],
  text: [['string'], 'text'],
  function: [['function'], 'a function'],
  object: [['object', 'function'], 'an object'],
  flag: [['boolean'], 'true or false'],
} as const

/** Every option: a new one does not compile until it is listed here. `elsewhere`: its own reader checks it. */
const options: Readonly<Record<keyof FluxClientOptions, keyof typeof kinds | 'elsewhere'>> = {
  token: 'secret',
  baseUrl: 'text',
  proxyUrl: 'text',
  platformToken: 'secret',
  platformBaseUrl: 'text',
  fetch: 'function',
  transport: 'function',
  headers: 'elsewhere',
  clock: 'object',
  random: 'function',
  retry: 'elsewhere',
  requestTimeoutMs: 'elsewhere',
  syncTimeoutMs: 'elsewhere',
  retrySubmissionAfterServiceError: 'flag',
  repeatRefusedSize: 'flag',
  findLost: 'flag',
  minPollIntervalMs: 'elsewhere',
  logger: 'object',
  onRequest: 'function',
  onResponse: 'function',
}

/**
 * Names that mean nothing, values of the wrong type, options that exclude each other: for callers without a compiler.
 * @param hostOptions names of options that only this host has
 */
export function checkOptions(given: FluxClientOptions, hostOptions: readonly string[]): RequestIssue[] {
  return [
    ...checkNames('an option', given, [...Object.keys(options), ...hostOptions]),
    ...Object.entries(options).flatMap(([name, kind]) => {
      const value = given[name as keyof FluxClientOptions]
      if (kind === 'elsewhere' || value === undefined) return []
      const [types, rule] = kinds[kind]
      if (value !== null && types.some((type) => type === typeof value)) return []
      // Secrets stay out of messages.
      const shown = kind === 'secret' ? `(${typeof value})` : show(value)
      return [{ field: name, message: `${name} ${shown}: must be ${rule}` }]
    }),
    ...besides(given, 'transport', ['fetch'], 'transport is given'),
    // A token in a page is public.
    ...besides(given, 'proxyUrl', ['token', 'baseUrl'], 'the server at proxyUrl has it'),
  ]
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

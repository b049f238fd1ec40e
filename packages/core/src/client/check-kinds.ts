import type { RequestIssue } from '../contract/request-issue.ts'
import { show } from '../contract/show.ts'
import type { FluxClientOptions } from './types.ts'

type Check = readonly [names: readonly (keyof FluxClientOptions)[], kinds: readonly string[], rule: string]

const checks: readonly Check[] = [
  [['token', 'platformToken'], ['string', 'function'], 'must be text or a function'],
  [['baseUrl', 'proxyUrl', 'platformBaseUrl'], ['string'], 'must be text'],
  [['fetch', 'transport', 'random', 'onRequest', 'onResponse'], ['function'], 'must be a function'],
  [['clock', 'logger'], ['object', 'function'], 'must be an object'],
  [['retrySubmissionAfterServiceError', 'repeatRefusedSize'], ['boolean'], 'must be true or false'],
]

/** Options of the wrong type, for callers without a compiler. Secrets stay out of messages. */
export function checkKinds(options: FluxClientOptions): RequestIssue[] {
  const both = options.fetch !== undefined && options.transport !== undefined
  return [
    ...checks.flatMap(([names, kinds, rule]) =>
      names.flatMap((field) => {
        const value = options[field]
        if (value === undefined || (value !== null && kinds.includes(typeof value))) return []
        return [{ field, message: `${field} ${field.includes('oken') ? `(${typeof value})` : show(value)}: ${rule}` }]
      }),
    ),
    ...(both ? [{ field: 'fetch', message: 'fetch: leave it out, transport is given' }] : []),
    ...(options.proxyUrl === undefined ? [] : besidesProxy(options)),
  ]
}

/** A token in a page is a token for everybody. */
function besidesProxy(options: FluxClientOptions): RequestIssue[] {
  const names = ['token', 'baseUrl'] as const
  return names
    .filter((field) => options[field] !== undefined)
    .map((field) => ({ field, message: `${field}: leave it out, the server at proxyUrl has it` }))
}

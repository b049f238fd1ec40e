import { nearestWord } from '../contract/nearest-word.ts'
import type { RequestIssue } from '../contract/request-issue.ts'
import { show } from '../contract/show.ts'
import type { FluxClientOptions } from './types.ts'

/** Every option, by name: a new one does not compile until it stands here. */
const options: Readonly<Record<keyof FluxClientOptions, true>> = {
  token: true,
  baseUrl: true,
  proxyUrl: true,
  platformToken: true,
  platformBaseUrl: true,
  fetch: true,
  transport: true,
  headers: true,
  clock: true,
  random: true,
  retry: true,
  requestTimeoutMs: true,
  syncTimeoutMs: true,
  retrySubmissionAfterServiceError: true,
  repeatRefusedSize: true,
  minPollIntervalMs: true,
  logger: true,
  onRequest: true,
  onResponse: true,
}

export const optionNames: readonly string[] = Object.keys(options)

/** Refuses names that mean nothing here: `baseURL`, taken for an option, would lead to the paid service. */
export function checkNames(kind: string, given: object, known: readonly string[], prefix = ''): RequestIssue[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (known.includes(name) || value === undefined) return []
    const nearest = nearestWord(name, known)
    const message = `${prefix}${show(name)}: not ${kind === 'option' ? 'an option' : `a field of ${kind}`}`
    if (nearest === undefined) return [{ field: `${prefix}${name}`, message }]
    return [{ field: `${prefix}${name}`, message: `${message}; nearest: ${nearest}`, nearest }]
  })
}

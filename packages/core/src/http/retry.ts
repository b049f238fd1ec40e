import { type Clock, toWallMs } from './clock.ts'
import type { TransportResponse } from './transport.ts'

/** How often and how long to wait between tries. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly maxAttempts: number
  /** Upper bound of the first pause; each further one doubles. */
  readonly baseDelayMs: number
  /** Upper bound of every pause that the service did not request. */
  readonly maxDelayMs: number
  /** Upper bound of a pause that the service requested with `Retry-After`. */
  readonly maxRetryAfterMs: number
}

export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 4,
  baseDelayMs: 500,
  maxDelayMs: 15_000,
  maxRetryAfterMs: 60_000,
}

/**
 * The pause before the next try: exponential with full jitter, or what the service requested (capped) and up to one
 * base delay on top, so that many clients do not come back in the same instant.
 * @param attempt tries made so far, from 1
 * @param random a number in [0, 1)
 */
export function retryDelayMs(
  policy: RetryPolicy,
  { attempt, retryAfterMs, random }: { attempt: number; retryAfterMs?: number | undefined; random: number },
): number {
  if (retryAfterMs !== undefined) return Math.min(retryAfterMs, policy.maxRetryAfterMs) + random * policy.baseDelayMs
  return random * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1))
}

/**
 * The `Retry-After` of a response. A moment counts from the response's own `Date`: the clocks of the two machines may differ.
 * @returns milliseconds, never negative; `undefined` when it is absent or unreadable
 */
export function retryAfterMsOf({ header }: Pick<TransportResponse, 'header'>, clock: Clock): number | undefined {
  const sentAtMs = Date.parse(header('date') ?? '')
  return parseRetryAfterMs(header('retry-after'), Number.isNaN(sentAtMs) ? toWallMs(clock, clock.now()) : sentAtMs)
}

/**
 * Reads `Retry-After`: seconds, or an HTTP date (RFC 9110, 10.2.3).
 * @returns milliseconds from `nowMs`, never negative; `undefined` when it is absent or unreadable
 */
export function parseRetryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  // Date.parse reads much else as dates ("Foo 1"). Every HTTP date starts with a day's name and is in GMT, said or not.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*:\d\d/.test(text)
    ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
    : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}

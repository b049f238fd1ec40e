import { type RetryPolicy, retryDelayMs } from '../http/retry.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { RateLimitError } from '../errors/service-errors.ts'

/** A poller that the service asks to slow down does so at most by this factor. */
const maxSlowdown = 8

/** How often the poller may poll: more slowly after a rate limit, with growing pauses while requests fail. */
export interface Backoff {
  /** Every pause between polls is multiplied by this. */
  readonly slowdown: number
  /** No request before this time. */
  readonly notBeforeMs: number
  succeeded(): void
  /** @returns the pause before the tasks of the failed request are polled again */
  failed(error: FluxError, nowMs: number): number
}

export function createBackoff(policy: RetryPolicy, random: () => number): Backoff {
  let slowdown = 1
  let notBeforeMs = 0
  let failures = 0
  return {
    get slowdown() {
      return slowdown
    },
    get notBeforeMs() {
      return notBeforeMs
    },
    succeeded() {
      failures = 0
      slowdown = Math.max(1, slowdown * 0.8)
    },
    failed(error, nowMs) {
      failures++
      const limited = error instanceof RateLimitError
      const retryAfterMs = limited ? error.retryAfterMs : undefined
      const delayMs = retryDelayMs(policy, { attempt: failures, retryAfterMs, random: random() })
      if (limited) {
        slowdown = Math.min(maxSlowdown, slowdown * 2)
        notBeforeMs = Math.max(notBeforeMs, nowMs + delayMs)
      }
      return delayMs
    },
  }
}

import { type RetryPolicy, retryDelayMs } from '../http/retry.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { RateLimitError } from '../errors/service-errors.ts'

/** A poller that was told to slow down does so at most by this factor. */
const maxSlowdown = 8

/** How hard the poller may ask: slower after a rate limit, with growing pauses while requests fail. */
export interface Pace {
  /** Every pause between looks is multiplied by this. */
  readonly slowdown: number
  /** No request before this time. */
  readonly notBeforeMs: number
  succeeded(): void
  /** @returns the pause before the tasks of the failed request are looked at again */
  failed(error: FluxError, nowMs: number): number
}

export function createPace(policy: RetryPolicy, random: () => number): Pace {
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

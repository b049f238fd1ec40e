import { describe, expect, test } from 'vitest'
import { ConnectionError } from '../errors/network-errors.ts'
import { RateLimitError } from '../errors/service-errors.ts'
import { createBackoff } from './backoff.ts'

const policy = { maxAttempts: 4, baseDelayMs: 500, maxDelayMs: 15_000, maxRetryAfterMs: 60_000 }
const lost = new ConnectionError('connection_lost', 'Lost.')

describe('the backoff of the poller', () => {
  test('pauses grow with each failure in a row, and a success ends the row', () => {
    const backoff = createBackoff(policy, () => 0.5)
    expect([backoff.failed(lost, 0), backoff.failed(lost, 0), backoff.failed(lost, 0)]).toEqual([250, 500, 1_000])
    backoff.succeeded()
    expect(backoff.failed(lost, 0)).toBe(250)
  })

  test('a lost connection slows nothing else down', () => {
    const backoff = createBackoff(policy, () => 0.5)
    backoff.failed(lost, 1_000)
    expect([backoff.slowdown, backoff.notBeforeMs]).toEqual([1, 0])
  })

  test('a rate limit stops all polls for as long as the service asks, with jitter on top', () => {
    const backoff = createBackoff(policy, () => 0.5)
    expect(backoff.failed(new RateLimitError('too_many_requests', 'Too many.', { retryAfterMs: 3_000 }), 10_000)).toBe(
      3_250,
    )
    expect(backoff.notBeforeMs).toBe(13_250)
  })

  test('what the service asks for is capped at a minute', () => {
    const backoff = createBackoff(policy, () => 0)
    expect(backoff.failed(new RateLimitError('too_many_requests', 'Too many.', { retryAfterMs: 3_600_000 }), 0)).toBe(
      60_000,
    )
  })

  test('each rate limit doubles the pauses, up to eight times; successes bring them back', () => {
    const backoff = createBackoff(policy, () => 0)
    for (let index = 0; index < 5; index++) backoff.failed(new RateLimitError('too_many_requests', 'Too many.', {}), 0)
    expect(backoff.slowdown).toBe(8)
    for (let index = 0; index < 10; index++) backoff.succeeded()
    expect(backoff.slowdown).toBe(1)
  })
})

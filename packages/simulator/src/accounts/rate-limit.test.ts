import { expect, test } from 'vitest'
import { createRateLimiter } from './rate-limit.ts'

test('requests beyond the limit wait for the rest of the window', () => {
  const limiter = createRateLimiter({ requests: 2, perMs: 1_000 })
  expect([limiter.take('a', 0), limiter.take('a', 100), limiter.take('a', 300)]).toEqual([0, 0, 700])
})

test('a new window starts again', () => {
  const limiter = createRateLimiter({ requests: 1, perMs: 1_000 })
  expect([limiter.take('a', 0), limiter.take('a', 999), limiter.take('a', 1_000)]).toEqual([0, 1, 0])
})

test('each token has its own window', () => {
  const limiter = createRateLimiter({ requests: 1, perMs: 1_000 })
  expect([limiter.take('a', 0), limiter.take('b', 0)]).toEqual([0, 0])
})

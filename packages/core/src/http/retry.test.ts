import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { defaultRetryPolicy, parseRetryAfterMs, retryAfterMsOf, retryDelayMs } from './retry.ts'

describe('the default policy', () => {
  it('tries four times, with pauses of up to 0.5, 1 and 2 s, and waits a minute at most when asked to', () => {
    expect(defaultRetryPolicy).toEqual({
      maxAttempts: 4,
      baseDelayMs: 500,
      maxDelayMs: 15_000,
      maxRetryAfterMs: 60_000,
    })
  })
})

describe('retryDelayMs', () => {
  const policy = { maxAttempts: 9, baseDelayMs: 500, maxDelayMs: 3_000, maxRetryAfterMs: 60_000 }

  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [4, 3_000],
    [5, 3_000],
    [2_000, 3_000],
  ])('after try %i: up to %i ms', (attempt, longestMs) => {
    expect(retryDelayMs(policy, { attempt, random: 0 })).toBe(0)
    expect(retryDelayMs(policy, { attempt, random: 0.5 })).toBe(longestMs / 2)
    expect(retryDelayMs(policy, { attempt, random: 1 })).toBe(longestMs)
  })

  it.each([
    [0, 0, 0],
    [7_000, 0, 7_000],
    [7_000, 0.5, 7_250],
    [60_000, 0, 60_000],
    [3_600_000, 0, 60_000],
    [Infinity, 0.5, 60_250],
  ])('when the service asks for %d ms and random is %d: %d ms', (retryAfterMs, random, delayMs) => {
    expect(retryDelayMs(policy, { attempt: 1, retryAfterMs, random })).toBe(delayMs)
  })

  it('is never negative and never beyond its limits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined }),
        (attempt, random, retryAfterMs) => {
          const delayMs = retryDelayMs(policy, { attempt, random, retryAfterMs })
          expect(delayMs).toBeGreaterThanOrEqual(0)
          expect(delayMs).toBeLessThanOrEqual(retryAfterMs === undefined ? 3_000 : 60_500)
        },
      ),
    )
  })
})

describe('the Retry-After of a response', () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 1, 12, 0, 0))
  const of = (headers: Record<string, string>): number | undefined =>
    retryAfterMsOf({ header: (name) => headers[name] }, clock)

  it.each([
    [
      'by the clock of its sender, an hour ahead',
      'Thu, 01 Jan 2026 13:00:00 GMT',
      'Thu, 01 Jan 2026 13:00:20 GMT',
      20_000,
    ],
    [
      'by the clock of its sender, a year behind',
      'Wed, 01 Jan 2025 12:00:00 GMT',
      'Wed, 01 Jan 2025 12:00:20 GMT',
      20_000,
    ],
    ['by its own clock when the header isn’t a date', 'yesterday', 'Thu, 01 Jan 2026 12:00:20 GMT', 20_000],
    ['in seconds, whatever the date', 'Wed, 01 Jan 2025 12:00:00 GMT', '20', 20_000],
  ])('counts %s', (_, date, retryAfter, delayMs) => {
    expect(of({ date, 'retry-after': retryAfter })).toBe(delayMs)
  })

  it('is absent without the header', () => {
    expect(of({ date: 'Thu, 01 Jan 2026 13:00:00 GMT' })).toBeUndefined()
  })
})

describe('parseRetryAfterMs', () => {
  const nowMs = Date.UTC(2026, 0, 1, 12, 0, 0)

  it.each([
    ['7', 7_000],
    ['0', 0],
    [' 120 ', 120_000],
    ['1.5', 1_500],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thursday, 01-Jan-26 12:00:30 GMT', 30_000],
    ['Thu Jan  1 12:00:30 2026', 30_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
  ])('reads %j as %i ms', (value, delayMs) => {
    expect(parseRetryAfterMs(value, nowMs)).toBe(delayMs)
  })

  it.each([
    undefined,
    '',
    'soon',
    '-5',
    '1e3',
    '0x10',
    '5, 10',
    '7s',
    'Foo 1',
    'May 5',
    'Thu',
    'Thursday next week',
    'Monster 12:00',
    '2026-01-01T12:00:30Z',
  ])('does not read %j', (value) => {
    expect(parseRetryAfterMs(value, nowMs)).toBeUndefined()
  })

  it('answers nothing or a time that is not negative, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(parseRetryAfterMs(value, nowMs) ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

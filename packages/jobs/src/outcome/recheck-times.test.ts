import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Job } from '../job/job.ts'
import { aJob } from '../testing/store-suite/a-job.ts'
import { isDue, nextRecheckAtMs, nextSearchAtMs } from './recheck-times.ts'

const second = 1_000
const minute = 60_000
const hour = 3_600_000
const day = 24 * hour

describe('the rechecks of a recoverable job', () => {
  test('come after seconds, minutes, then every hour', () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 7, 8, 100].map((misses) => nextRecheckAtMs(0, misses, 0))
    expect(delays).toEqual([
      5 * second,
      15 * second,
      45 * second,
      2 * minute,
      5 * minute,
      15 * minute,
      30 * minute,
      hour,
      hour,
      hour,
    ])
  })

  test('end after 7 days and 168 checks', () => {
    expect(nextRecheckAtMs(0, 168, 7 * day - 1)).toBe(7 * day - 1 + hour)
    expect(nextRecheckAtMs(0, 168, 7 * day)).toBeUndefined()
  })

  test('continue after 7 days while there were fewer: the clock was wrong, or the program rarely ran', () => {
    expect(nextRecheckAtMs(0, 167, 400 * day)).toBe(400 * day + hour)
  })

  test('are always in the future and never more than an hour away', () => {
    fc.assert(
      fc.property(fc.nat(8 * day), fc.integer({ min: -3, max: 500 }), (nowMs, misses) => {
        const nextAtMs = nextRecheckAtMs(0, misses, nowMs)
        const isPlanned = nextAtMs !== undefined && nextAtMs > nowMs && nextAtMs - nowMs <= hour
        expect(isPlanned || (nowMs >= 7 * day && misses >= 168)).toBe(true)
      }),
    )
  })
})

describe('the searches for a lost submission', () => {
  test.each([
    [0, 100, 5 * second],
    [0, 30 * second, 30 * second],
    [1, 5 * second, 30 * second],
    [2, 30 * second, 5 * minute],
    [3, 5 * minute, hour],
    [4, hour, day],
    [5, day, undefined],
  ])('after %i of them and %i ms the next is at %s ms', (searches, nowMs, atMs) => {
    expect(nextSearchAtMs(0, searches, nowMs)).toBe(atMs)
  })

  test('are all made, with pauses, when the program comes back after a week', () => {
    const times = [0, 1, 2, 3, 4].map((searches) => nextSearchAtMs(0, searches, 7 * day))
    expect(times).toEqual([7 * day, 7 * day + 5 * second, 7 * day + 30 * second, 7 * day + 5 * minute, 7 * day + hour])
  })
})

describe('a job wants work', () => {
  const link = { url: 'https://a.example/1.png', tries: 0 }
  const check = (nextAtMs?: number): Partial<Job> => ({
    check: { sinceMs: 0, misses: 1, ...(nextAtMs !== undefined && { nextAtMs }) },
  })
  const end = (facts: Partial<Job>): Partial<Job> => ({
    ...facts,
    end: { kind: 'failed', charged: 'unknown', atMs: 1 },
  })

  test.each<[string, Partial<Job>, boolean]>([
    ['at once when nothing is planned', {}, true],
    ['when its time has come', check(1_000), true],
    ['not before', check(1_001), false],
    ['not a day before', check(1_000 + day), false],
    ['when a clock that was wrong has put it further away than any schedule does', check(1_001 + day), true],
    ['never when its checks have ended', check(), false],
    ['never when it has ended', end({}), false],
    ['when it has ended and a link is still to be fetched', end({ ...check(1_000), images: [link] }), true],
    ['never when it has ended and its link is given up', end({ images: [link] }), false],
    [
      'never when it has ended and all is saved',
      end({ ...check(1_000), images: [{ ...link, kept: '/a.png' }] }),
      false,
    ],
  ])('%s', (_, facts, due) => {
    expect(isDue(aJob(facts), 1_000)).toBe(due)
  })
})

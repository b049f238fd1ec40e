import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gridPointNear, gridPointUntil, nextPollDelayMs } from './poll-times.ts'

const quantiles = { p05Ms: 60_000, p50Ms: 90_000, p95Ms: 117_000 }
const learned = { quantiles, isLearned: true, sharing: 1, minIntervalMs: 500 }

describe('the pause until the next poll', () => {
  test('reaches to when results usually start to arrive', () => {
    expect(nextPollDelayMs({ ...learned, ageMs: 0 })).toBe(60_000)
    expect(nextPollDelayMs({ ...learned, ageMs: 45_000 })).toBe(15_000)
  })

  test('reaches to twice the shortest interval first, where tasks may be finished by then', () => {
    const fast = { ...learned, quantiles: { p05Ms: 2_000, p50Ms: 4_000, p95Ms: 6_000 } }
    expect(nextPollDelayMs({ ...fast, ageMs: 0 })).toBe(1_000)
    expect(nextPollDelayMs({ ...fast, ageMs: 1_000 })).toBe(1_000)
    expect(nextPollDelayMs({ ...fast, ageMs: 2_000 })).toBe(500)
  })

  test('grows threefold each time while nothing is known of the model', () => {
    const assumed = { ...learned, isLearned: false }
    expect(nextPollDelayMs({ ...assumed, ageMs: 0 })).toBe(1_000)
    expect(nextPollDelayMs({ ...assumed, ageMs: 1_000 })).toBe(2_000)
    expect(nextPollDelayMs({ ...assumed, ageMs: 3_000 })).toBe(6_000)
    expect(nextPollDelayMs({ ...assumed, ageMs: 9_000 })).toBe(18_000)
    expect(nextPollDelayMs({ ...assumed, ageMs: 27_000 })).toBe(33_000)
  })

  test('is never shorter than the shortest interval', () => {
    expect(nextPollDelayMs({ ...learned, ageMs: 59_999 })).toBe(500)
  })

  test('is even while most tasks finish: 19 polls from 5 % to 95 %', () => {
    expect(nextPollDelayMs({ ...learned, ageMs: 60_000 })).toBe(3_000)
    expect(nextPollDelayMs({ ...learned, ageMs: 117_000 })).toBe(3_000)
  })

  test('is shared by the tasks of one request', () => {
    expect(nextPollDelayMs({ ...learned, ageMs: 60_000, sharing: 3 })).toBe(1_000)
    expect(nextPollDelayMs({ ...learned, ageMs: 60_000, sharing: 50 })).toBe(500)
  })

  test('grows past the usual end, up to 15 s', () => {
    expect(nextPollDelayMs({ ...learned, ageMs: 137_000 })).toBe(6_000)
    expect(nextPollDelayMs({ ...learned, ageMs: 600_000 })).toBe(15_000)
  })

  test('is always between the shortest interval and 15 s once results can be there, whatever was learned', () => {
    const duration = fc.integer({ min: 1, max: 600_000 })
    const property = fc.property(
      fc.tuple(duration, duration, duration),
      duration,
      fc.integer({ min: 1, max: 50 }),
      (times, pastMs, sharing) => {
        const [p05Ms = 0, p50Ms = 0, p95Ms = 0] = times.toSorted((a, b) => a - b)
        const delayMs = nextPollDelayMs({
          quantiles: { p05Ms, p50Ms, p95Ms },
          ageMs: p05Ms + pastMs,
          isLearned: true,
          sharing,
          minIntervalMs: 500,
        })
        expect(delayMs).toBeGreaterThanOrEqual(500)
        expect(delayMs).toBeLessThanOrEqual(15_000)
      },
    )
    fc.assert(property)
  })
})

describe('the grid of polls', () => {
  const grid = { stepMs: 500, offsetMs: 100 }

  test('a time moves to the nearest point', () => {
    expect(gridPointNear(1_340, grid, 0)).toBe(1_100)
    expect(gridPointNear(1_360, grid, 0)).toBe(1_600)
  })

  test('but always after the given time', () => {
    expect(gridPointNear(1_100, grid, 1_100)).toBe(1_600)
    expect(gridPointNear(0, grid, 1_234)).toBe(1_600)
  })

  test('the last point before a time, which may be the time itself', () => {
    expect(gridPointUntil(1_599, grid)).toBe(1_100)
    expect(gridPointUntil(1_600, grid)).toBe(1_600)
  })

  test('points are later than the given time and never more than a step and a half off, for any step', () => {
    const property = fc.property(
      fc.double({ min: 50, max: 5_000, noNaN: true }),
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.double({ min: 1.7e12, max: 1.8e12, noNaN: true }),
      (stepMs, offsetMs, timeMs) => {
        const point = gridPointNear(timeMs, { stepMs, offsetMs }, timeMs)
        expect(point).toBeGreaterThan(timeMs)
        expect(point - timeMs).toBeLessThanOrEqual(stepMs * 1.01)
      },
    )
    fc.assert(property)
  })
})

import { expect, test } from 'vitest'
import { createRandom, median, quantile } from './statistics.ts'

test('the median of an even number of values lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([9])).toBe(9)
})

test('quantiles reach from the smallest to the largest value', () => {
  const values = [10, 20, 30, 40, 50]
  expect([quantile(values, 0), quantile(values, 0.95), quantile(values, 1)]).toEqual([10, 48, 50])
})

test('a seed gives the same numbers again, from 0 up to but not 1', () => {
  const [first, second] = [createRandom(7), createRandom(7)]
  const numbers = Array.from({ length: 1_000 }, first)
  expect(numbers).toEqual(Array.from({ length: 1_000 }, second))
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...numbers)).toBeLessThan(1)
  expect(median(numbers)).toBeGreaterThan(0.4)
  expect(median(numbers)).toBeLessThan(0.6)
})

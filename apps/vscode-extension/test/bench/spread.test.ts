import { expect, test } from 'vitest'
import { spreadOf } from './spread.ts'

test('an odd number of values has one in the middle', () => {
  expect(spreadOf([30, 10, 20])).toEqual({ min: 10, median: 20, max: 30 })
})
test('of an even number, the middle two are averaged', () => {
  expect(spreadOf([4, 1, 2, 3])).toEqual({ min: 1, median: 2.5, max: 4 })
})
test('a start that could not be measured makes all unknown, so that no ceiling is met by it', () => {
  expect(spreadOf([1, Number.NaN, 2])).toEqual({ min: NaN, median: NaN, max: NaN })
  expect(spreadOf([])).toEqual({ min: NaN, median: NaN, max: NaN })
})

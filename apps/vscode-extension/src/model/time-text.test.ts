import { expect, test } from 'vitest'
import { formatSeconds } from './time-text.ts'

test.each([
  [0, '0 s'],
  [8_400, '8 s'],
  [59_400, '59 s'],
  [65_000, '1:05'],
  [600_000, '10:00'],
])('%i ms are %s', (ms, text) => {
  expect(formatSeconds(ms)).toBe(text)
})

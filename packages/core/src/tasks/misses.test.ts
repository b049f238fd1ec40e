import { describe, expect, test } from 'vitest'
import { confirmPauseMs, isUnknown, missedAgain } from './misses.ts'

const misses = (polls: number) => ({ polls, sinceMs: 1_000_000 })
const typed = { held: false, sinceMs: 1_000_000 }
const held = { held: true, sinceMs: 1_000_000 }

describe('an id that the service does not know', () => {
  test('that was merely typed is unknown after 3 misses over 10 s', () => {
    expect(isUnknown(misses(3), 1_010_000, typed)).toBe(true)
    expect(isUnknown(misses(2), 1_060_000, typed)).toBe(false)
    expect(isUnknown(misses(9), 1_009_999, typed)).toBe(false)
  })

  test('that is held is unknown after 5 misses over 5 minutes', () => {
    expect(isUnknown(misses(5), 1_300_000, held)).toBe(true)
    expect(isUnknown(misses(4), 1_900_000, held)).toBe(false)
    expect(isUnknown(misses(99), 1_299_999, held)).toBe(false)
  })

  test('that is held for more than an hour is unknown at one miss', () => {
    expect(isUnknown(misses(1), 1_000_000 + 3_600_000, held)).toBe(false)
    expect(isUnknown(misses(1), 1_000_000 + 3_600_001, held)).toBe(true)
  })

  test('that was typed an hour ago is not older for it', () => {
    expect(isUnknown(misses(1), 9_000_000, typed)).toBe(false)
  })
})

test('misses are counted from the first one', () => {
  expect(missedAgain(missedAgain(missedAgain(undefined, 5), 7), 9)).toEqual({ polls: 3, sinceMs: 5 })
})

test('confirmations come every 5 s for a typed id, and ever more rarely for a held one', () => {
  expect(confirmPauseMs(misses(1), 1_000_000, false)).toBe(5_000)
  expect(confirmPauseMs(misses(1), 1_000_000, true)).toBe(1_000)
  expect(confirmPauseMs(misses(4), 1_008_000, true)).toBe(8_000)
  expect(confirmPauseMs(misses(9), 1_200_000, true)).toBe(60_000)
})

import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

test('two in any minute, for each key on its own', () => {
  let nowMs = 0
  const limit = createRateLimit({ now: () => nowMs }, 2, 60_000)
  const takes = (key: string, atMs: number): boolean => {
    nowMs = atMs
    return limit.take(key)
  }

  expect([takes('a', 0), takes('a', 30_000), takes('a', 59_999)]).toEqual([true, true, false])
  expect(takes('b', 59_999)).toBe(true)
  expect([takes('a', 60_000), takes('a', 60_001)]).toEqual([true, false])
})

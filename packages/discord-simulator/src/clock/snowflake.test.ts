import { createFakeClock } from '@fluxkit/core/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSnowflakes } from './snowflake.ts'

test('an id carries the time of its making', () => {
  const nextId = createSnowflakes(createFakeClock(1_767_225_600_000))
  // 2026-01-01T00:00:00Z is 347,155,200,000 ms after Discord's first second; shifted by 22 bits.
  expect(nextId()).toBe('1456074443980800000')
})

test('ids grow, whether the clock moves or not', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 2, maxLength: 50 }), (steps) => {
      let nowMs = 1_767_225_600_000
      const nextId = createSnowflakes({ now: () => nowMs })
      const ids = steps.map((step) => {
        nowMs += step
        return BigInt(nextId())
      })
      expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0n))).toBe(true)
    }),
  )
})

test('a clock with fractions of milliseconds will do', () => {
  const nextId = createSnowflakes({ now: () => 1_767_225_600_000.75 })
  expect(nextId()).toBe('1456074443980800000')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createScriptedClock } from '../clock/scripted-clock.ts'
import { createSnowflakes } from './snowflake.ts'

test('an id carries the time of its making', () => {
  const nextId = createSnowflakes(createScriptedClock(1_767_225_600_000))
  // 2026-01-01T00:00:00Z is 347,155,200,000 ms after Discord's first second; shifted by 22 bits.
  expect(nextId()).toBe('1456074443980800000')
})

test('ids grow, whether the clock moves or not', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 2, maxLength: 50 }), (steps) => {
      const clock = createScriptedClock()
      const nextId = createSnowflakes(clock)
      const ids = steps.map((step) => {
        clock.advance(step)
        return BigInt(nextId())
      })
      expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0n))).toBe(true)
    }),
  )
})

import { expect, test } from 'vitest'
import { isBlockedByAutoMod, nextStepAfter, readDiscordFailure } from './discord-errors.ts'

test.each([
  [10_008, 404, 'elsewhere'],
  [10_015, 404, 'elsewhere'],
  [10_062, 404, 'elsewhere'],
  [50_001, 403, 'elsewhere'],
  [50_007, 403, 'elsewhere'],
  [50_013, 403, 'elsewhere'],
  [50_027, 401, 'elsewhere'],
  [50_035, 400, 'elsewhere'],
  [40_005, 413, 'smaller'],
  [undefined, 413, 'smaller'],
  [200_000, 400, 'plain'],
  [0, 429, 'later'],
  [undefined, 500, 'later'],
  [undefined, 503, 'later'],
  [undefined, undefined, 'later'],
] as const)('code %s with status %s: %s', (code, status, step) => {
  expect(nextStepAfter({ code, status })).toBe(step)
})

test('what was thrown is read by its fields, whatever class it has', () => {
  expect(readDiscordFailure({ code: 50_013, status: 403 })).toEqual({ code: 50_013, status: 403 })
  expect(readDiscordFailure(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))).toEqual({})
  expect(readDiscordFailure('no object')).toEqual({})
  expect([isBlockedByAutoMod({ code: 200_000 }), isBlockedByAutoMod({ code: 200_001 })]).toEqual([true, false])
})

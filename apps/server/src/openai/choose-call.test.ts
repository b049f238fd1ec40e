import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseCall, type EarlierCall } from './choose-call.ts'

const nowMs = 10_000_000
const minutesAgo = (minutes: number): number => nowMs - minutes * 60_000
const states = ['open', 'cut', 'failed', 'delivered'] as const

const calls = (...list: [EarlierCall['state'], number][]): EarlierCall[] =>
  list.map(([state, minutes], index) => ({ key: `k${index}`, state, sinceMs: minutesAgo(minutes) }))

describe('a call without a mark', () => {
  test.each<[string, EarlierCall[], string | undefined]>([
    ['is new when there was none', [], undefined],
    ['repeats one whose connection was cut', calls(['cut', 2]), 'k0'],
    ['repeats the oldest of several', calls(['delivered', 3], ['cut', 2], ['cut', 1]), 'k1'],
    ['repeats one that was cut 15 minutes ago', calls(['cut', 15]), 'k0'],
    ['is new after more than 15 minutes', calls(['cut', 15.01]), undefined],
    ['is new beside open ones', calls(['open', 1], ['open', 1], ['open', 0]), undefined],
    ['is new after delivered and failed ones', calls(['delivered', 1], ['failed', 1]), undefined],
  ])('%s', (_, earlier, expected) => {
    expect(chooseCall(earlier, { nowMs, isRetry: false })?.key).toBe(expected)
  })
})

describe('a retry', () => {
  test.each<[string, EarlierCall[], string | undefined]>([
    ['repeats a cut call first', calls(['open', 1], ['failed', 1], ['cut', 1]), 'k2'],
    ['repeats an open one when none was cut', calls(['delivered', 1], ['open', 90]), 'k1'],
    ['repeats the failed one, which is submitted again', calls(['delivered', 5], ['failed', 0]), 'k1'],
    ['repeats the last delivered one otherwise', calls(['delivered', 9], ['delivered', 1]), 'k1'],
    ['is new when nothing was called in 15 minutes', calls(['delivered', 16], ['failed', 20]), undefined],
  ])('%s', (_, earlier, expected) => {
    expect(chooseCall(earlier, { nowMs, isRetry: true })?.key).toBe(expected)
  })
})

test('as many retries as calls get different calls, whatever became of those', () => {
  const state = fc.constantFrom(...states)
  fc.assert(
    fc.property(fc.array(state, { maxLength: 8 }), (given) => {
      let left: readonly EarlierCall[] = calls(...given.map((each): [EarlierCall['state'], number] => [each, 1]))
      const seen = new Set<string>()
      for (const _ of given) {
        const chosen = chooseCall(left, { nowMs, isRetry: true })
        expect(chosen).toBeDefined()
        seen.add(chosen?.key ?? '')
        left = left.filter((call) => call !== chosen)
      }
      expect(seen.size).toBe(given.length)
      expect(chooseCall(left, { nowMs, isRetry: true })).toBeUndefined()
    }),
  )
})

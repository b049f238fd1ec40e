import { describe, expect, test } from 'vitest'
import { checkLimits, remainingImages, windowAt, type LimitRule, type Usage, type UsageQuery } from './check-limits.ts'

const now = Date.UTC(2026, 0, 31, 23, 40)
const demand = { userId: 'u', roleIds: ['vip'], channelId: 'c', images: 2, units: 500 }
const used =
  (images: number, units = 0) =>
  (): Usage => ({ images, units })

function rule(changes: Partial<LimitRule>): LimitRule {
  return { scope: 'user', per: 'day', measure: 'images', max: 10, ...changes }
}

describe('limits', () => {
  test('exactly the limit is allowed, one more is not', () => {
    expect(checkLimits([rule({})], demand, used(8), now)).toBeUndefined()
    expect(checkLimits([rule({})], demand, used(9), now)).toEqual({
      rule: rule({}),
      used: 9,
      endsMs: Date.UTC(2026, 1, 1),
    })
  })

  test('money counts like images', () => {
    const money = rule({ measure: 'money', max: 1000 })
    expect(checkLimits([money], demand, used(0, 500), now)).toBeUndefined()
    expect(checkLimits([money], demand, used(0, 501), now)?.rule).toEqual(money)
  })

  test('a role’s rule replaces the user’s rule of the same kind', () => {
    const rules = [rule({ max: 1 }), rule({ scope: 'role', targetId: 'vip', max: 50 })]
    expect(checkLimits(rules, demand, used(5), now)).toBeUndefined()
    expect(checkLimits(rules, { ...demand, roleIds: [] }, used(5), now)?.rule.max).toBe(1)
  })

  test('of several roles the most generous counts', () => {
    const rules = ['a', 'b'].map((targetId, index) => rule({ scope: 'role', targetId, max: index * 100 }))
    expect(checkLimits(rules, { ...demand, roleIds: ['a', 'b'] }, used(50), now)).toBeUndefined()
  })

  test('a rule of another channel does not apply', () => {
    const rules = [rule({ scope: 'channel', targetId: 'elsewhere', max: 0 })]
    expect(checkLimits(rules, demand, used(5), now)).toBeUndefined()
  })

  test('each scope counts its own use', () => {
    const requested: UsageQuery[] = []
    const note = (query: UsageQuery): Usage => {
      requested.push(query)
      return { images: 0, units: 0 }
    }
    checkLimits([rule({}), rule({ scope: 'channel' }), rule({ scope: 'guild', per: 'hour' })], demand, note, now)

    expect(requested.map(({ scope, id }) => [scope, id])).toEqual([
      ['user', 'u'],
      ['channel', 'c'],
      ['guild', ''],
    ])
    expect(requested[2]?.sinceMs).toBe(Date.UTC(2026, 0, 31, 23))
  })

  test('of several refusals the longest wait is named', () => {
    const rules = [rule({ per: 'hour', max: 0 }), rule({ per: 'month', max: 0 })]
    expect(checkLimits(rules, demand, used(0), Date.UTC(2026, 0, 5))?.rule.per).toBe('month')
  })

  test('what is left is that of the tightest rule', () => {
    const rules = [rule({ max: 10 }), rule({ per: 'month', max: 5 }), rule({ measure: 'money', max: 0 })]
    expect(remainingImages(rules, { ...demand, images: 0 }, used(3), now)).toEqual({ left: 2, per: 'month' })
    expect(remainingImages(rules, { ...demand, images: 1 }, used(3), now)).toEqual({ left: 1, per: 'month' })
    expect(remainingImages([], demand, used(3), now)).toBeUndefined()
  })
})

test.each([
  ['hour', Date.UTC(2026, 0, 31, 23), Date.UTC(2026, 1, 1, 0)],
  ['day', Date.UTC(2026, 0, 31), Date.UTC(2026, 1, 1)],
  ['month', Date.UTC(2026, 0), Date.UTC(2026, 1)],
] as const)('the %s around the end of January', (per, startMs, endMs) => {
  expect(windowAt(per, now)).toEqual({ startMs, endMs })
})

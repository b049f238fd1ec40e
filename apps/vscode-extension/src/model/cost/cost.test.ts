import { describe, expect, test } from 'vitest'
import { createBudget } from './budget.ts'
import { formatPrice, priceOf } from './price.ts'

describe('a price', () => {
  test('is the configured amount times the pictures', () => {
    expect(priceOf({ 'flux-dev': 0.03 }, 'flux-dev', 4)).toBeCloseTo(0.12)
  })
  test.each([[{}], [{ 'flux-dev': -1 }], [{ 'flux-dev': Number.NaN }], [{ 'flux-dev': '3' as never }]])(
    'of %j is unknown',
    (prices) => expect(priceOf(prices, 'flux-dev', 1)).toBeUndefined(),
  )
  test('of nothing is a price', () => {
    expect(priceOf({ 'flux-dev': 0 }, 'flux-dev', 1)).toBe(0)
  })
  test('keeps small amounts', () => {
    expect(formatPrice(0.003, 'USD', 'en')).toBe('$0.003')
  })
  test('in a currency that is none is shown all the same', () => {
    expect(formatPrice(3, 'credits', 'en')).toBe('3.00 credits')
  })
})

describe('the budget', () => {
  const limits = { pictures: 5, agentPictures: 2, cost: 1 }

  test('allows up to its limit and not more', () => {
    const budget = createBudget(() => limits)
    budget.spend('person', 4, undefined)
    expect(budget.check('person', 1, undefined)).toEqual({ ok: true })
    expect(budget.check('person', 2, undefined)).toEqual({ ok: false, limit: 'pictures', value: 5 })
  })
  test('holds agents to less than people', () => {
    const budget = createBudget(() => limits)
    budget.spend('agent', 2, undefined)
    expect(budget.check('agent', 1, undefined)).toEqual({ ok: false, limit: 'agentPictures', value: 2 })
    expect(budget.check('person', 1, undefined)).toEqual({ ok: true })
  })
  test('lets agents have all that they may', () => {
    const budget = createBudget(() => limits)
    budget.spend('agent', 1, undefined)
    expect(budget.check('agent', 1, undefined)).toEqual({ ok: true })
  })
  test('counts the pictures of a person against no limit of agents', () => {
    const budget = createBudget(() => limits)
    budget.spend('person', 2, undefined)
    expect(budget.check('agent', 2, undefined)).toEqual({ ok: true })
  })
  test('adds up what several orders cost', () => {
    const budget = createBudget(() => limits)
    budget.spend('person', 1, 0.4)
    budget.spend('person', 1, 0.4)
    expect(budget.check('person', 1, 0.4)).toEqual({ ok: false, limit: 'cost', value: 1 })
  })
  test('counts money where prices are known', () => {
    const budget = createBudget(() => limits)
    budget.spend('person', 1, 0.7)
    expect(budget.check('person', 1, 0.3)).toEqual({ ok: true })
    expect(budget.check('person', 1, 0.4)).toEqual({ ok: false, limit: 'cost', value: 1 })
  })
  test('without a limit of cost allows any price', () => {
    expect(createBudget(() => ({ ...limits, cost: 0 })).check('person', 1, 1000)).toEqual({ ok: true })
  })
  test('starts anew when a person allowed more', () => {
    const budget = createBudget(() => limits)
    budget.spend('person', 5, 1)
    budget.reset()
    expect(budget.check('person', 5, 1)).toEqual({ ok: true })
  })
  test('starts anew for people alone: agents get no more by it', () => {
    const budget = createBudget(() => limits)
    budget.spend('agent', 2, undefined)
    budget.spend('person', 3, undefined)
    budget.reset()
    expect(budget.check('agent', 1, undefined)).toEqual({ ok: false, limit: 'agentPictures', value: 2 })
  })
  test('follows a changed setting at once', () => {
    let most = 1
    const budget = createBudget(() => ({ ...limits, pictures: most }))
    expect(budget.check('person', 2, 0).ok).toBe(false)
    most = 2
    expect(budget.check('person', 2, 0).ok).toBe(true)
  })
})

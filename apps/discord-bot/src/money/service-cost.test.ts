import { describe, expect, test } from 'vitest'
import { readServiceCost } from './service-cost.ts'

describe('what an answer says that it has cost', () => {
  test.each([
    ['in the response of a task', { id: 't', response: { cost: { amount: 0.04, currency: 'USD' } } }, 400],
    ['in the answer that a callback brings', { task_id: 't', cost: { amount: 0.04, currency: 'USD' } }, 400],
    ['as text', { cost: { amount: '0.04', currency: 'usd', list_amount: '0.05' } }, 400],
    ['nothing at all', { cost: { amount: 0, currency: 'USD' } }, 0],
    ['a fraction of the smallest unit: in whole ones', { cost: { amount: 0.00016, currency: 'USD' } }, 2],
  ])('%s', (_, raw, units) => {
    expect(readServiceCost(raw, 'USD')).toBe(units)
  })

  test.each([
    ['nothing is said', { response: { success: true } }],
    ['another currency', { cost: { amount: 3, currency: 'credits' } }],
    ['no currency', { cost: { amount: 3 } }],
    ['a negative amount', { cost: { amount: -3, currency: 'USD' } }],
    ['no number', { cost: { amount: 'free', currency: 'USD' } }],
    ['an amount beyond all reason', { cost: { amount: 1e300, currency: 'USD' } }],
    ['no object', { cost: 3, response: null }],
  ])('is not known: %s', (_, raw) => {
    expect(readServiceCost(raw, 'USD')).toBeUndefined()
  })
})

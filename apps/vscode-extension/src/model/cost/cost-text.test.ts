import { describe, expect, test } from 'vitest'
import { english } from '../../language/translator.ts'
import { costText } from './cost-text.ts'

describe('the cost', () => {
  test.each([
    [{ isSandbox: true }, 'free (sandbox)'],
    [{ charged: 'no' }, 'not charged'],
    [{ charged: 'unknown' }, 'not known whether it was charged'],
    [{ charged: 'yes' }, 'charged, amount not known'],
    [{ charged: 'yes', cost: { amount: 1, currency: 'credit' } }, '1 credit'],
    [{ charged: 'yes', cost: { amount: 0.8800000001, currency: 'credits' }, count: 4 }, '0.88 credits for 4 images'],
    [{ charged: 'yes', cost: { amount: 0.5, currency: 'USD' } }, '0.5 USD'],
    [{ charged: 'unknown', cost: { amount: 0, currency: 'credit' } }, 'not known whether it was charged'],
  ] as const)('%j is %s', (part, text) => {
    expect(costText({ isSandbox: false, charged: 'yes', count: 1, ...part }, english)).toBe(text)
  })
})

import { describe, expect, it } from 'vitest'
import { costText } from './cost-text.ts'

describe('costText', () => {
  it.each([
    [0.216, 'credit', '0.216 credits'],
    [1, 'credit', '1 credit'],
    [0.1 + 0.2, 'credit', '0.3 credits'],
    [0, 'credit', '0 credits'],
    [0.05, 'usd', '0.05 usd'],
  ])('shows %d %s as %s', (amount, currency, text) => {
    expect(costText({ amount, currency })).toBe(text)
  })

  it('lets no currency steer the terminal', () => {
    expect(costText({ amount: 1, currency: '\u001B]52;c;AAAA\u0007' })).toBe('1 ]52;c;AAAA')
  })
})

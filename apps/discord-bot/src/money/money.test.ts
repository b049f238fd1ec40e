import { expect, test } from 'vitest'
import { formatMoney, parseMoney, priceOf } from './money.ts'

test.each([
  ['0.03', 300],
  ['12', 120_000],
  ['0.0001', 1],
  ['1.5', 15_000],
])('%s is %d units', (text, units) => {
  expect(parseMoney(text)).toBe(units)
})

test.each(['', '-1', '0.00001', '1,5', '1e3', '.5', 'free'])('%j is not an amount', (text) => {
  expect(parseMoney(text)).toBeUndefined()
})

test('amounts are written as the reader does', () => {
  expect(formatMoney(300, 'USD', 'en-US')).toBe('$0.03')
  expect(formatMoney(12_345, 'EUR', 'de')).toBe('1,2345\u00a0€')
  expect(formatMoney(15_000, 'credits', 'en-US')).toBe('1.50 credits')
})

test('an admin’s price replaces the operator’s, but is never below it: else the operator’s monthly stop would count nothing', () => {
  expect(priceOf('flux-dev', { 'flux-dev': 500 }, { 'flux-dev': 300 })).toBe(500)
  expect(priceOf('flux-dev', { 'flux-dev': 0 }, { 'flux-dev': 300 })).toBe(300)
  expect(priceOf('flux-dev', {}, { 'flux-dev': 300 })).toBe(300)
  expect(priceOf('flux-dev', { 'flux-dev': 0 }, {})).toBe(0)
  expect(priceOf('toString', {}, {})).toBeUndefined()
})

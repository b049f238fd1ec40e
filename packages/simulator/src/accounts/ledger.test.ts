import { expect, test } from 'vitest'
import { createLedger } from './ledger.ts'

test('a charge is taken and a refund given back', () => {
  const ledger = createLedger(10)
  expect(ledger.charge('a', 7)).toBe(true)
  expect(ledger.balanceOf('a')).toBe(3)
  ledger.refund('a', 7)
  expect(ledger.balanceOf('a')).toBe(10)
})

test('a charge beyond the balance takes nothing', () => {
  const ledger = createLedger(10)
  expect(ledger.charge('a', 11)).toBe(false)
  expect(ledger.balanceOf('a')).toBe(10)
})

test('a token with its own balance starts with that', () => {
  const ledger = createLedger(10)
  expect(ledger.charge('poor', 3, 2)).toBe(false)
  expect(ledger.charge('poor', 2, 2)).toBe(true)
  expect(ledger.balanceOf('poor')).toBe(0)
})

import { expect, test } from 'vitest'
import { createLedger } from './ledger.ts'

test('a charge is taken and a refund given back', () => {
  const ledger = createLedger(10)
  expect(ledger.charge('a', 7)).toBe(true)
  expect([ledger.balanceOf('a'), ledger.spentBy('a')]).toEqual([3, 7])
  ledger.refund('a', 7)
  expect([ledger.balanceOf('a'), ledger.spentBy('a')]).toEqual([10, 0])
})

test('a charge beyond the balance takes nothing', () => {
  const ledger = createLedger(10)
  expect(ledger.charge('a', 11)).toBe(false)
  expect(ledger.balanceOf('a')).toBe(10)
})

test('a token with its own balance starts with that', () => {
  const ledger = createLedger(10)
  ledger.open('poor', 2)
  expect(ledger.charge('poor', 3)).toBe(false)
  expect(ledger.charge('poor', 2)).toBe(true)
  expect(ledger.balanceOf('poor')).toBe(0)
})

test('an account is opened once', () => {
  const ledger = createLedger(10)
  ledger.open('a')
  ledger.charge('a', 4)
  ledger.open('a')
  expect([ledger.tokens, ledger.balanceOf('a')]).toEqual([['a'], 6])
})

test('prices with three decimals leave no crumbs', () => {
  const ledger = createLedger(1)
  for (let count = 0; count < 3; count++) ledger.charge('a', 0.216)
  expect([ledger.balanceOf('a'), ledger.spentBy('a')]).toEqual([0.352, 0.648])
})

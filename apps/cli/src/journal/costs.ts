import type { Cost } from '@fluxkit/core'

/** Sums, one for each currency. */
export function addCosts(costs: readonly Cost[]): Cost[] {
  const sums = new Map<string, number>()
  for (const { amount, currency } of costs) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return [...sums].map(([currency, amount]) => ({ amount, currency }))
}

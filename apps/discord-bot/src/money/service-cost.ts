import { unitsOf } from './money.ts'

/**
 * What an answer of the service says that it has cost, where it does (`cost: {amount, currency}`, on newer endpoints).
 * @param raw a task, or an answer as a callback brings it
 * @returns units; undefined when nothing is said, or in another currency than the books are kept in
 */
export function readServiceCost(raw: Readonly<Record<string, unknown>>, currency: string): number | undefined {
  for (const holder of [raw['response'], raw]) {
    if (!isObject(holder) || !isObject(holder['cost'])) continue
    const { amount, currency: named } = holder['cost']
    if (typeof named !== 'string' || named.toUpperCase() !== currency.toUpperCase()) return undefined
    const value = typeof amount === 'string' && amount.trim() !== '' ? Number(amount) : amount
    return typeof value === 'number' ? unitsOf(value) : undefined
  }
  return undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

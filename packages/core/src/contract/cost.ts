import { asObject, asText } from './json.ts'

/** What a task cost, in the service's own currency: credits are not dollars. */
export interface Cost {
  readonly amount: number
  readonly currency: string
}

/** @returns `undefined` when it isn't an amount of something */
export function readCost(json: unknown): Cost | undefined {
  const raw = asObject(json)
  const amount = raw?.['amount']
  if (typeof amount !== 'number' || !(amount >= 0) || amount === Infinity) return undefined
  return { amount, currency: asText(raw?.['currency']) ?? 'credit' }
}

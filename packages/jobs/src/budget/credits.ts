import type { Cost } from '../job/job.ts'

/** The vendor's unit. Credits aren't dollars: a cost in any other currency isn't comparable. */
const creditNames = /^credits?$/i

/** @returns `undefined` when nothing is known, or not in credits */
export function creditsOf(cost: Cost | undefined): number | undefined {
  if (!cost || !creditNames.test(cost.currency)) return undefined
  return Number.isFinite(cost.amount) && cost.amount >= 0 ? cost.amount : undefined
}

/** Sums stay the decimal numbers that people see: 0.1 + 0.2 is 0.3. */
export function add(a: number, b: number): number {
  return Math.round((a + b) * 1e6) / 1e6
}

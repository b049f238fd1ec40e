import type { Spent } from './spent.ts'
import { add } from './credits.ts'

/** The most that may be spent in a window. Absent: no limit. */
export interface BudgetLimits {
  readonly images?: number
  readonly credits?: number
}

/** What one more job would spend. */
export interface Demand {
  readonly images: number
  /** Absent: the price is unknown. */
  readonly credits?: number
}

/** `unpriced`: there is a limit in credits, but no known price. A user may confirm anyway. */
export type BudgetAnswer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'over'; readonly limit: 'images' | 'credits'; readonly max: number; readonly used: number }
  | { readonly kind: 'unpriced' }

/** May this much more be spent? Money and images of jobs that aren't settled yet are held. */
export function checkBudget(limits: BudgetLimits, spent: Spent, demand: Demand): BudgetAnswer {
  const images = spent.images + spent.pendingImages
  if (limits.images !== undefined && images + demand.images > limits.images) {
    return { kind: 'over', limit: 'images', max: limits.images, used: images }
  }
  if (limits.credits === undefined) return { kind: 'ok' }
  const credits = add(spent.credits, spent.heldCredits)
  if (add(credits, demand.credits ?? 0) > limits.credits) {
    return { kind: 'over', limit: 'credits', max: limits.credits, used: credits }
  }
  return demand.credits === undefined ? { kind: 'unpriced' } : { kind: 'ok' }
}

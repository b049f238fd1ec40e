import type { JobOrigin } from '../jobs/job.ts'

export interface BudgetLimits {
  readonly pictures: number
  /** Of `pictures`, how many an agent may order. */
  readonly agentPictures: number
  /** In the configured currency; 0 means no limit. */
  readonly cost: number
}

export type BudgetAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly limit: 'pictures' | 'agentPictures' | 'cost'; readonly value: number }

/**
 * What a session may spend. The dialogs of the editor cannot hold such a limit: a tool call can be approved for good,
 * by somebody who never sees the sum.
 */
export interface Budget {
  check(origin: JobOrigin, pictures: number, price: number | undefined): BudgetAnswer
  spend(origin: JobOrigin, pictures: number, price: number | undefined): void
  /** A person allowed more: counting starts anew, but not that of agents, whose limit no dialog raises. */
  reset(): void
}

/** @param limits Read at each check, so that a changed setting holds at once. */
export function createBudget(limits: () => BudgetLimits): Budget {
  const none = { pictures: 0, agentPictures: 0, cost: 0 }
  let spent = { ...none }
  return {
    check(origin, pictures, price = 0) {
      const { pictures: most, agentPictures, cost } = limits()
      if (origin === 'agent' && spent.agentPictures + pictures > agentPictures) {
        return { ok: false, limit: 'agentPictures', value: agentPictures }
      }
      if (spent.pictures + pictures > most) return { ok: false, limit: 'pictures', value: most }
      if (cost > 0 && spent.cost + price > cost + 1e-9) return { ok: false, limit: 'cost', value: cost }
      return { ok: true }
    },
    spend(origin, pictures, price = 0) {
      spent = {
        pictures: spent.pictures + pictures,
        agentPictures: spent.agentPictures + (origin === 'agent' ? pictures : 0),
        cost: spent.cost + price,
      }
    },
    reset: () => void (spent = { ...none, agentPictures: spent.agentPictures }),
  }
}

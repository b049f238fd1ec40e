import type { BudgetLimits } from '@fluxkit/jobs'

/** What may be spent. Sandbox images are free and count nowhere. */
export interface Limits {
  /** By this run of the server. A user at the client may be asked to go beyond it. */
  readonly session: BudgetLimits
  /** By all servers that share the data folder, by the calendar of this machine. Nobody can go beyond it by a call. */
  readonly day: BudgetLimits
}

/** An agent in a loop stops here; a user who wants more says so. */
export const defaultLimits: Limits = { session: { images: 25 }, day: { images: 100 } }

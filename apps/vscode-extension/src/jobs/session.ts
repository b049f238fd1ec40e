import type { Clock } from '@fluxkit/core'
import { type Budget, type Cost, estimate, type Json, learn, type Learned, type Listed } from '@fluxkit/jobs'
import { priceOf } from '../model/cost/price.ts'
import {
  budgetFor,
  checkSession,
  isInCredits,
  type SessionAnswer,
  type SessionDemand,
  type SessionSettings,
} from '../model/cost/session.ts'

export interface SessionOptions {
  readonly entries: () => Promise<readonly Listed[]>
  readonly settings: () => SessionSettings
  readonly clock: Pick<Clock, 'now'>
}

/** What was spent and may still be, in all windows: read from the records. */
export interface Session {
  check(demand: SessionDemand): Promise<SessionAnswer>
  /** A person allowed more: what people may order is counted anew. */
  allowMore(): void
  /** What finished jobs of all apps have shown: costs and durations. */
  learned(): Promise<Learned>
  /** What holds for a new job. */
  termsOf(actor: 'person' | 'agent', request: Json): Promise<{ readonly budget: Budget; readonly estimate?: Cost }>
}

export function createSession({ entries, settings, clock }: SessionOptions): Session {
  let allowedSinceMs = -Infinity
  const now = async () => ({ entries: await entries(), nowMs: clock.now(), settings: settings(), allowedSinceMs })

  return {
    check: async (demand) => checkSession(await now(), demand),
    allowMore: () => void (allowedSinceMs = clock.now()),
    learned: async () => learn(await entries()),
    async termsOf(actor, request) {
      const state = await now()
      const { prices, currency } = state.settings
      const price = priceOf(prices, String(request['model']), Number(request['count'] ?? 1))
      // Records spell it as the service does.
      const configured = price !== undefined && {
        amount: price,
        currency: isInCredits(currency) ? 'credit' : currency,
      }
      const expected = estimate(learn(state.entries), { request }).cost ?? configured
      return { budget: budgetFor(state, actor), ...(expected && { estimate: expected }) }
    },
  }
}

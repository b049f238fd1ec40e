import type { Clock } from '@fluxkit/core'
import { type Cost, estimate, type Json, learn, type Learned, type Listed, requestFacts } from '@fluxkit/jobs'
import type { Allowance } from '../model/cost/allowance.ts'
import { priceOf } from '../model/cost/price.ts'
import {
  checkSession,
  expectedAmount,
  isInCredits,
  type SessionAnswer,
  type SessionDemand,
  type SessionRefusal,
  type SessionSettings,
} from '../model/cost/session.ts'

export interface SessionOptions {
  readonly entries: () => Promise<readonly Listed[]>
  readonly settings: () => SessionSettings
  readonly allowance: Allowance
  readonly clock: Pick<Clock, 'now'>
}

/** What was spent and may still be, in all windows: read from the records. */
export interface Session {
  check(demand: SessionDemand): Promise<SessionAnswer>
  /**
   * A user allowed more: what people may request is counted again, in all windows.
   *
   * @returns Takes it back, for what was not submitted after all.
   */
  allowMore(): Promise<() => Promise<void>>
  /** What finished jobs of all apps have shown: costs and durations. */
  learned(): Promise<Learned>
  /** What holds for a new job. */
  termsOf(actor: 'person' | 'agent', request: Json): Promise<Terms>
}

export interface Terms {
  readonly estimate?: Cost
  /** @param before Every record that was written before the job. */
  readonly refuse: (before: readonly Listed[]) => SessionRefusal | undefined
}

export function createSession({ entries, settings, allowance, clock }: SessionOptions): Session {
  const now = async () => ({
    entries: await entries(),
    nowMs: clock.now(),
    settings: settings(),
    allowedSinceMs: await allowance.read(),
  })

  return {
    check: async (demand) => checkSession(await now(), demand),
    async allowMore() {
      const before = await allowance.read()
      const ownMs = clock.now()
      await allowance.write(ownMs)
      return async () => {
        // Another window may have allowed more since.
        if ((await allowance.read()) === ownMs) await allowance.write(before)
      }
    },
    learned: async () => learn(await entries()),
    async termsOf(actor, request) {
      const state = await now()
      const { prices, currency } = state.settings
      const { count } = requestFacts({ request })
      const price = priceOf(prices, String(request['model']), count)
      // Records spell it as the service does.
      const configured = price !== undefined && {
        amount: price,
        currency: isInCredits(currency) ? 'credit' : currency,
      }
      const learned = estimate(learn(state.entries), { request })
      const expected = learned.cost ?? configured
      const cost = expectedAmount(learned, price, currency)
      return {
        ...(expected && { estimate: expected }),
        refuse(before) {
          const answer = checkSession({ ...state, entries: before }, { actor, images: count, cost })
          return answer.ok ? undefined : answer
        },
      }
    },
  }
}

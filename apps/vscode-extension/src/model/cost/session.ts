import { type Budget, checkBudget, isDamaged, type Listed, mayBePaid, requestFacts, spent } from '@fluxkit/jobs'
import { appName } from '../jobs/place.ts'
import { type PriceList, priceOf } from './price.ts'

export interface SessionLimits {
  readonly pictures: number
  /** Of `pictures`, how many an agent may order. */
  readonly agentPictures: number
  /** In the configured currency; 0 means no limit. */
  readonly cost: number
}

export interface SessionSettings {
  readonly limits: SessionLimits
  readonly prices: PriceList
  readonly currency: string
}

/** What is about to be ordered. */
export interface SessionDemand {
  readonly actor: 'person' | 'agent'
  readonly pictures: number
  /** In the configured currency; absent: nobody knows. */
  readonly cost?: number | undefined
}

export type SessionAnswer =
  | { readonly ok: true }
  | {
      readonly ok: false
      /** `unpriced`: there is a cost limit, and no price to hold against it. */
      readonly limit: 'pictures' | 'agentPictures' | 'cost' | 'unpriced'
      readonly value: number
    }

interface Session {
  readonly entries: readonly Listed[]
  readonly nowMs: number
  readonly settings: SessionSettings
  /** A person allowed more then: what people may order is counted from there on, what agents may is not. */
  readonly allowedSinceMs: number
}

/** A session lasts until nothing was ordered for so long, in all windows. */
const breakMs = 4 * 3_600_000

/** When the session began: the oldest order that the present is linked to without a break. There is no second book. */
export function sessionStartMs(entries: readonly Listed[], nowMs: number): number {
  const times = entries.flatMap((entry) =>
    isDamaged(entry) || entry.job.origin.app !== appName ? [] : [entry.job.createdAtMs],
  )
  let startMs = nowMs
  for (const atMs of times.toSorted((a, b) => b - a)) {
    if (startMs - atMs > breakMs) break
    startMs = Math.min(startMs, atMs)
  }
  return startMs
}

/**
 * May so much more be ordered in this session? The dialogs of the editor can't hold such a limit: a tool call can be
 * approved for good, by somebody who never sees the sum.
 */
export function checkSession(session: Session, { actor, pictures, cost }: SessionDemand): SessionAnswer {
  const { limits } = session.settings
  if (actor === 'agent') {
    const { limits: agentLimits, ...window } = budgetFor(session, 'agent')
    const answer = checkBudget(agentLimits, spent(session.entries, window), { images: pictures })
    if (answer.kind === 'over') return { ok: false, limit: 'agentPictures', value: limits.agentPictures }
  }
  const { limits: imageLimits, ...window } = budgetFor(session, 'person')
  const own = session.entries.map((entry) => atOwnPrices(entry, session.settings))
  const costLimits = limits.cost > 0 ? { credits: limits.cost } : {}
  const demand = { images: pictures, ...(cost !== undefined && { credits: cost }) }
  const answer = checkBudget({ ...imageLimits, ...costLimits }, spent(own, window), demand)
  switch (answer.kind) {
    case 'ok':
      return { ok: true }
    case 'unpriced':
      return { ok: false, limit: 'unpriced', value: limits.cost }
    case 'over':
      return answer.limit === 'images'
        ? { ok: false, limit: 'pictures', value: limits.pictures }
        : { ok: false, limit: 'cost', value: limits.cost }
  }
}

/** The part of the limits that holds also when several windows order at the same moment. */
export function budgetFor({ entries, nowMs, settings, allowedSinceMs }: Session, actor: 'person' | 'agent'): Budget {
  const startMs = sessionStartMs(entries, nowMs)
  const base = { nowMs, app: appName, allowUnpriced: true }
  return actor === 'agent'
    ? { ...base, limits: { images: settings.limits.agentPictures }, sinceMs: startMs, actor }
    : { ...base, limits: { images: settings.limits.pictures }, sinceMs: Math.max(startMs, allowedSinceMs) }
}

const creditNames = /^credits?$/i

export function isInCredits(currency: string): boolean {
  return creditNames.test(currency)
}

/** The service's costs are credits. A limit in another currency counts orders at the prices that a person configured. */
function atOwnPrices(entry: Listed, { prices, currency }: SessionSettings): Listed {
  if (isDamaged(entry) || isInCredits(currency)) return entry
  const { cost: _cost, estimate: _estimate, ...job } = entry.job
  const { model = '', count } = requestFacts(job)
  const price = priceOf(prices, model, count)
  const isFree = job.end !== undefined && !mayBePaid(entry.job)
  if (price === undefined || isFree) return { ...entry, job }
  return { ...entry, job: { ...job, estimate: { amount: price, currency: 'credit' } } }
}

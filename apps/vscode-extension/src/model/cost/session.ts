import {
  checkBudget,
  type Estimate,
  isDamaged,
  isSandbox,
  type Job,
  type Listed,
  mayBePaid,
  requestFacts,
  spent,
  stateOf,
} from '@fluxkit/jobs'
import type { Texts } from '../../language/translator.ts'
import type { JobView } from '../jobs/job-view.ts'
import { appName } from '../jobs/place.ts'
import { type PriceList, priceOf } from './price.ts'

export interface SessionLimits {
  readonly images: number
  /** How many of `images` an agent may request. */
  readonly agentImages: number
  /** In the configured currency; 0 means no limit. */
  readonly cost: number
}

export interface SessionSettings {
  readonly limits: SessionLimits
  readonly prices: PriceList
  readonly currency: string
}

/** What is about to be submitted. */
export interface SessionDemand {
  readonly actor: 'person' | 'agent'
  readonly images: number
  /** In the configured currency; absent: nobody knows. */
  readonly cost?: number | undefined
}

/** Why nothing may be submitted. */
export interface SessionRefusal {
  readonly ok: false
  /** `unpriced`: there is a cost limit, and no price to hold against it. */
  readonly limit: 'images' | 'agentImages' | 'cost' | 'unpriced'
  readonly value: number
}

export type SessionAnswer = { readonly ok: true } | SessionRefusal

interface Session {
  readonly entries: readonly Listed[]
  readonly nowMs: number
  readonly settings: SessionSettings
  /** A user allowed more then: what people may request is counted from there on, what agents may is not. */
  readonly allowedSinceMs: number
}

/** A session lasts until nothing was submitted for this long, in all windows. */
const breakMs = 4 * 3_600_000

/** When the session began: the oldest submission that the present is linked to without a break. There is no second book. */
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
 * May so much more be submitted in this session? The dialogs of the editor can't hold such a limit: a tool call can be
 * approved for good, by somebody who never sees the sum.
 */
export function checkSession(session: Session, { actor, images, cost }: SessionDemand): SessionAnswer {
  const { entries, nowMs, settings, allowedSinceMs } = session
  const { limits } = settings
  const startMs = sessionStartMs(entries, nowMs)
  // A time in the future, of a clock that was set back, allows nothing.
  const sinceMs = Math.max(startMs, allowedSinceMs <= nowMs ? allowedSinceMs : -Infinity)
  if (actor === 'agent') {
    const used = imagesOf(entries, { sinceMs: startMs, nowMs, actor })
    if (used + images > limits.agentImages) return refusal('agentImages', limits.agentImages)
  }
  if (imagesOf(entries, { sinceMs, nowMs }) + images > limits.images) return refusal('images', limits.images)
  if (limits.cost <= 0) return { ok: true }
  const own = entries.map((entry) => atOwnPrices(entry, settings))
  const demand = { images: images, ...(cost !== undefined && { credits: cost }) }
  const answer = checkBudget({ credits: limits.cost }, spent(own, { sinceMs, nowMs, app: appName }), demand)
  return answer.kind === 'ok' ? { ok: true } : refusal(answer.kind === 'unpriced' ? 'unpriced' : 'cost', limits.cost)
}

function refusal(limit: SessionRefusal['limit'], value: number): SessionRefusal {
  return { ok: false, limit, value }
}

interface Window {
  readonly sinceMs: number
  readonly nowMs: number
  readonly actor?: 'agent'
}

/**
 * Images that jobs of this extension have cost or may still cost, whatever became of them. A model without a price counts
 * here and nowhere else, so what nobody has seen counts too: an answer that was lost may have been charged.
 */
function imagesOf(entries: readonly Listed[], { sinceMs, nowMs, actor }: Window): number {
  return entries.reduce((sum, entry) => {
    if (isDamaged(entry)) return sum
    const { job, held } = entry
    const { app, actor: made } = job.origin
    const isCounted = app === appName && job.createdAtMs >= sinceMs && (actor === undefined || actor === made)
    return isCounted ? sum + imagesAtRisk(job, nowMs, held) : sum
  }, 0)
}

function imagesAtRisk(job: Job, nowMs: number, held: boolean): number {
  const isFree = isSandbox(job) || (job.end !== undefined && !mayBePaid(job)) || stateOf(job, nowMs, held) === 'stale'
  if (isFree) return 0
  return job.end?.kind === 'done' ? job.images.length : Math.max(job.images.length, requestFacts(job).count)
}

const creditNames = /^credits?$/i

export function isInCredits(currency: string): boolean {
  return creditNames.test(currency)
}

/**
 * What a request will probably cost, in the configured currency: as jobs have shown, where that is credits, else by the
 * price that a user configured.
 *
 * @param price Of the whole request.
 * @returns `undefined` where nobody knows
 */
export function expectedAmount(
  { cost }: Pick<Estimate, 'cost'>,
  price: number | undefined,
  currency: string,
): number | undefined {
  return cost && isInCredits(currency) && isInCredits(cost.currency) ? cost.amount : price
}

/** The service's costs are credits. A limit in another currency counts submissions at the prices that a user configured. */
function atOwnPrices(entry: Listed, { prices, currency }: SessionSettings): Listed {
  if (isDamaged(entry) || isInCredits(currency)) return entry
  const { cost: _cost, estimate: _estimate, ...job } = entry.job
  const { model = '', count } = requestFacts(job)
  const price = priceOf(prices, model, count)
  const isFree = job.end !== undefined && !mayBePaid(entry.job)
  if (price === undefined || isFree) return { ...entry, job }
  return { ...entry, job: { ...job, estimate: { amount: price, currency: 'credit' } } }
}

/** What the service charged for the whole job, as far as it is known. */
export function costText(job: Pick<JobView, 'isSandbox' | 'charged' | 'cost' | 'count'>, { t }: Texts): string {
  const { charged, cost, count } = job
  if (job.isSandbox) return t('costFree')
  if (charged === 'no') return t('costNone')
  if (charged === 'unknown') return t('costUnknownYet')
  if (cost === undefined) return t('costNotGiven')
  const shown = Number(cost.amount.toPrecision(6))
  const amount = isInCredits(cost.currency) ? t('costCredits', { amount: shown }) : `${shown} ${cost.currency}`
  return count > 1 ? t('costOfAll', { amount, count }) : amount
}

import {
  type BudgetAnswer,
  checkBudget,
  type Demand,
  isDamaged,
  isSandbox,
  type Listed,
  mayBePaid,
  requestFacts,
  type Spent,
  spent,
  stateOf,
  windowAt,
} from '@fluxkit/jobs'
import type { Limits } from './limits.ts'

/** The sums over the records of the server's jobs. */
export interface Spending {
  readonly session: Spent
  readonly day: Spent
}

/** Marks the jobs of the server in the data folder. */
export const appName = 'server'

export function dayStartMs(nowMs: number): number {
  return windowAt('day', nowMs, 'local').startMs
}

/** @param sessionOf the run of the server that made a job, as its record says */
export function sumSpending(
  entries: readonly Listed[],
  { nowMs, session, sessionOf }: { nowMs: number; session: string; sessionOf: (place: unknown) => string | undefined },
): Spending {
  const own = entries.filter((entry) => !isDamaged(entry) && sessionOf(entry.job.place) === session)
  const sum = (some: readonly Listed[], sinceMs: number): Spent => ({
    ...spent(some, { nowMs, app: appName, sinceMs }),
    pendingImages: pendingImages(some, nowMs, sinceMs),
  })
  return { session: sum(own, 0), day: sum(entries, dayStartMs(nowMs)) }
}

/**
 * Images that may be paid for and are missing, including those of jobs with an unknown outcome, and of jobs that ended without
 * one. An allowance of a user doesn't count these; the limits of an agent that calls again and again do.
 */
function pendingImages(entries: readonly Listed[], nowMs: number, sinceMs: number): number {
  let sum = 0
  for (const entry of entries) {
    if (isDamaged(entry) || isSandbox(entry.job)) continue
    const { job, held } = entry
    if (job.origin.app !== appName || job.createdAtMs < sinceMs) continue
    const isOpen = job.end === undefined && stateOf(job, nowMs, held) !== 'stale'
    const saved = job.images.filter(({ kept }) => kept !== undefined).length
    if (isOpen || (saved === 0 && mayBePaid(job))) sum += Math.max(0, requestFacts(job).count - saved)
  }
  return sum
}

/** What a user has agreed to for this one call. */
export interface Consent {
  readonly beyondSession: boolean
  /** There is a limit in credits, but the model's cost is unknown. */
  readonly unpriced: boolean
}

export type Admission =
  | { readonly kind: 'ok' }
  | { readonly kind: 'over'; readonly window: keyof Limits; readonly answer: Extract<BudgetAnswer, { kind: 'over' }> }
  | { readonly kind: 'unpriced' }

/** May this be spent now? The day comes first: nobody can go beyond it. */
export function admit(limits: Limits, spending: Spending, demand: Demand, consent: Consent): Admission {
  const day = checkBudget(limits.day, spending.day, demand)
  if (day.kind === 'over') return { kind: 'over', window: 'day', answer: day }
  const session = checkBudget(limits.session, spending.session, demand)
  if (session.kind === 'over' && !consent.beyondSession) return { kind: 'over', window: 'session', answer: session }
  if (!consent.unpriced && (day.kind === 'unpriced' || session.kind === 'unpriced')) return { kind: 'unpriced' }
  return { kind: 'ok' }
}

/** A limit and how much of it is used, for answers. */
export interface Remainder {
  readonly images: { readonly used: number; readonly limit?: number; readonly left?: number }
  readonly credits: { readonly used: number; readonly limit?: number; readonly left?: number }
}

export function remainderOf(limits: Limits[keyof Limits], sum: Spent): Remainder {
  const line = (used: number, limit: number | undefined): Remainder['images'] => ({
    used,
    ...(limit !== undefined && { limit, left: Math.max(0, Math.round((limit - used) * 1e6) / 1e6) }),
  })
  return {
    images: line(sum.images + sum.pendingImages, limits.images),
    credits: line(Math.round((sum.credits + sum.heldCredits) * 1e6) / 1e6, limits.credits),
  }
}

const flags = { session: '--session-', day: '--day-' }

/** Why nothing more is submitted, and which option changes it. */
export function describeRefusal(admission: Exclude<Admission, { kind: 'ok' }>): { message: string; advice: string } {
  if (admission.kind === 'unpriced') {
    return {
      message: 'There is a limit in credits, and the price of this model isn’t known yet.',
      advice: 'Use a model whose price is known, or limit images instead of credits.',
    }
  }
  const { window, answer } = admission
  const period = window === 'day' ? 'of today' : 'of this session'
  return {
    message: `The budget ${period} doesn’t cover this: ${answer.used} of ${answer.max} ${answer.limit} are used or reserved.`,
    advice: `Don’t try again. The user can raise the limit: start the server with ${flags[window]}${answer.limit} N.`,
  }
}

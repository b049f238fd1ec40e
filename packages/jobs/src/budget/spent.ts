import { isDamaged, type Job, type Origin } from '../job/job.ts'
import { mayBePaid } from '../job/may-be-paid.ts'
import { requestFacts } from '../job/request-facts.ts'
import { isSandbox } from '../job/sandbox.ts'
import { stateOf } from '../job/state-of.ts'
import type { Listed } from '../stores/job-store.ts'
import { add, creditsOf } from './credits.ts'

/** Longer than this, money isn't held for a job whose cost isn't known: it counts as spent. */
export const holdForMs: number = 7 * 86_400_000

/** What jobs have spent, and what is held for those that are not settled. */
export interface Spent {
  /** Delivered, so that an image limit never counts images that weren't delivered. */
  readonly images: number
  /** Requested by jobs that go their usual way. */
  readonly pendingImages: number
  /** By the reported cost, else by the estimate. */
  readonly credits: number
  /** Reserved for jobs whose cost isn't known yet. */
  readonly heldCredits: number
  /** Jobs and damaged records that may have cost an unknown amount. */
  readonly unpriced: number
}

/** Which jobs count. Times are milliseconds since the Unix epoch. */
export interface SpentOptions {
  /** Jobs made since then: a settlement counts in the window of its request. */
  readonly sinceMs: number
  readonly nowMs: number
  readonly actor?: Origin['actor']
  readonly app?: string
}

/** The sum of no jobs. */
export const nothingSpent: Spent = { images: 0, pendingImages: 0, credits: 0, heldCredits: 0, unpriced: 0 }

/** What jobs have cost and may still cost. There is no second book: the records are the sum, so no crash can unbalance it. */
export function spent(entries: Iterable<Listed>, options: SpentOptions): Spent {
  let sum = nothingSpent
  for (const entry of entries)
    sum = plus(sum, isDamaged(entry) ? { unpriced: 1 } : shareOf(entry.job, entry.held, options))
  return sum
}

function shareOf(job: Job, held: boolean, { sinceMs, nowMs, actor, app }: SpentOptions): Partial<Spent> {
  const isCounted =
    job.createdAtMs >= sinceMs &&
    !isSandbox(job) &&
    (actor === undefined || job.origin.actor === actor) &&
    (app === undefined || job.origin.app === app)
  if (!isCounted) return {}
  const images = job.images.filter(({ kept }) => kept !== undefined).length
  const isPaid = mayBePaid(job)
  const state = stateOf(job, nowMs, held)
  if (state === 'stale' || (job.end && !isPaid)) return { images }
  const isUsual = !job.end && !job.check && state !== 'unknown'
  const pendingImages = isUsual ? Math.max(0, requestFacts(job).count - images) : 0
  const cost = creditsOf(job.cost)
  if (cost !== undefined) return { images, pendingImages, credits: cost }
  const estimate = creditsOf(job.estimate)
  if (estimate === undefined) return { images, pendingImages, unpriced: 1 }
  const isSettled = job.end !== undefined || (isPaid && nowMs - job.createdAtMs > holdForMs)
  return { images, pendingImages, ...(isSettled ? { credits: estimate } : { heldCredits: estimate }) }
}

function plus(sum: Spent, part: Partial<Spent>): Spent {
  return {
    images: sum.images + (part.images ?? 0),
    pendingImages: sum.pendingImages + (part.pendingImages ?? 0),
    credits: add(sum.credits, part.credits ?? 0),
    heldCredits: add(sum.heldCredits, part.heldCredits ?? 0),
    unpriced: sum.unpriced + (part.unpriced ?? 0),
  }
}

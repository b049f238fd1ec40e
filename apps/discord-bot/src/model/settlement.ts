import { isInDoubt, requestFacts } from '@fluxkit/jobs'
import { unitsOfCost } from '../money/money.ts'
import type { BotJob } from './job.ts'

/** What counts for a user and a server: units of money, and images. */
export interface Settlement {
  readonly units: number
  readonly images: number
}

/** What is reserved when a job is saved. */
export function reservationOf(job: BotJob, currency: string): Settlement {
  return { units: unitsOfCost(job.estimate, currency) ?? 0, images: requestFacts(job).count }
}

/**
 * What a job counts for in the end, by what is known. The cost that the service reports takes precedence over the price; a job
 * that failed, or of which nothing was accepted, counts for nothing.
 *
 * @returns `undefined` while that isn't known: what is reserved stays reserved
 */
export function settlementOf(job: BotJob, currency: string): Settlement | undefined {
  const { end, images, cost } = job
  if (images.length > 0) {
    const reserved = reservationOf(job, currency)
    const perImage = Math.round(reserved.units / Math.max(1, reserved.images))
    const units = unitsOfCost(cost, currency) ?? Math.min(perImage * images.length, reserved.units)
    return { units, images: images.length }
  }
  if (!end || end.kind === 'done') return undefined
  if (end.kind === 'failed' || end.charged === 'no') return { units: 0, images: 0 }
  return givenUp(job, currency)
}

/** Nobody will ever know: the money counts as spent, the images never came. What nobody confirmed was never submitted. */
export function givenUp(job: BotJob, currency: string): Settlement {
  if (isInDoubt(job)) return { units: 0, images: 0 }
  return { units: reservationOf(job, currency).units, images: 0 }
}

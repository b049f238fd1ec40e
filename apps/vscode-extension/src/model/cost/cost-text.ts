import type { Texts } from '../../language/translator.ts'
import type { JobView } from '../jobs/job-view.ts'
import { isInCredits } from './session.ts'

/** What the service charged for the whole job, as far as it is known. */
export function costText(job: Pick<JobView, 'isSandbox' | 'charged' | 'cost' | 'count'>, { t }: Texts): string {
  const { isSandbox, charged, cost, count } = job
  if (isSandbox) return t('costFree')
  if (charged === 'no') return t('costNone')
  if (charged === 'unknown') return t('costUnknownYet')
  if (cost === undefined) return t('costNotGiven')
  const shown = Number(cost.amount.toPrecision(6))
  const amount = isInCredits(cost.currency) ? t('costCredits', { amount: shown }) : `${shown} ${cost.currency}`
  return count > 1 ? t('costOfAll', { amount, count }) : amount
}

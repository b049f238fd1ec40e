import { findModel, type ModelAction } from '@fluxkit/core'
import { type Estimate, estimate } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import { expectedAmount, isInCredits } from '../../model/cost/session.ts'
import { formatPrice, priceOf } from '../../model/cost/price.ts'
import { formatSeconds } from '../../model/time-text.ts'
import { readSettings } from '../../platform/settings.ts'
import type { Services } from '../../services.ts'
import { t } from '../../platform/t.ts'

/** What a submission will probably cost and take: by the configured prices, and by what jobs of this machine have shown. */
export interface Costs {
  /** `$0.03 · about 0.22 credits`; empty where nothing is known, and in the sandbox. */
  readonly price: (action: ModelAction, model: string, count: number) => string
  /** `usually 8 s` */
  readonly usual: (action: ModelAction, model: string) => string
  /** In the configured currency; `undefined` where nobody knows. */
  readonly amount: (action: ModelAction, model: string, count: number) => number | undefined
}

/** The fields of a request that its price depends on. */
export interface Priced {
  readonly action: ModelAction
  readonly model: string
  readonly count: number
}

export async function loadCosts({ jobs }: Pick<Services, 'jobs'>): Promise<Costs> {
  const learned = await jobs.learned()
  const expected = (action: ModelAction, model: string, count: number): Estimate =>
    estimate(learned, { request: { action, model, count } })

  return {
    price(action, model, count) {
      if (readSettings.sandbox()) return ''
      const configured = priceOf(readSettings.prices(), model, count)
      const { cost } = expected(action, model, count)
      const parts = [
        configured === undefined ? '' : formatPrice(configured, readSettings.currency(), vscode.env.language),
        cost === undefined ? '' : aboutText(cost),
      ]
      return parts.filter(Boolean).join(' · ')
    },
    usual(action, model) {
      // It draws within a second, whatever the model.
      if (readSettings.sandbox()) return ''
      const usualMs = expected(action, model, 1).durationMs ?? findModel(model)?.typicalDuration.p50Ms
      return usualMs === undefined ? '' : t('usually', { duration: formatSeconds(usualMs) })
    },
    amount(action, model, count) {
      const price = priceOf(readSettings.prices(), model, count)
      return expectedAmount(expected(action, model, count), price, readSettings.currency())
    },
  }
}

/** In the configured currency, of several requests. @returns `undefined` when nobody knows what one of them costs */
export async function costOf(
  services: Pick<Services, 'jobs'>,
  requests: readonly Priced[],
): Promise<number | undefined> {
  const costs = await loadCosts(services)
  return requests.reduce<number | undefined>((sum, { action, model, count }) => {
    const amount = costs.amount(action, model, count)
    return sum === undefined || amount === undefined ? undefined : sum + amount
  }, 0)
}

function aboutText({ amount, currency }: NonNullable<Estimate['cost']>): string {
  const shown = Number(amount.toPrecision(2))
  return isInCredits(currency) ? t('aboutCredits', { amount: shown }) : `${shown} ${currency}`
}

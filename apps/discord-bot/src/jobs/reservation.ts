import type { Config } from '../config/config.ts'
import { recordedCost } from '../money/recorded-costs.ts'
import { priceIn } from '../money/money.ts'
import type { GuildSettings } from '../limits/guild-settings.ts'
import type { JobReader } from '../store/store.ts'
import { expectationFor } from './expectation.ts'

/**
 * What is reserved for a request, in units: the operator's price; else what such requests have cost; else what they cost in
 * recorded runs; else `FLUXKIT_UNKNOWN_PRICE`. An admin's price counts where it is higher. Never nothing for want of a
 * price, so that a stop always stops; what the service says that it cost is settled afterwards.
 */
export async function reservationFor(
  jobs: Pick<JobReader, 'finished'>,
  request: { readonly action: string; readonly model: string; readonly count: number },
  settings: Pick<GuildSettings, 'prices'>,
  config: Pick<Config, 'FLUXKIT_PRICES' | 'FLUXKIT_CURRENCY' | 'FLUXKIT_UNKNOWN_PRICE'>,
): Promise<number> {
  const { model, count } = request
  const { FLUXKIT_CURRENCY: currency, FLUXKIT_UNKNOWN_PRICE: unknown } = config
  const price = priceIn(config.FLUXKIT_PRICES, model)
  const learned = price === undefined ? (await expectationFor(jobs, request, currency)).units : undefined
  const known = learned ?? (price ?? recordedCost(request, currency) ?? unknown) * count
  return Math.max(known, (priceIn(settings.prices, model) ?? 0) * count)
}

import type { Job } from '@fluxkit/jobs'
import { isSameCurrency } from './money.ts'

/** The currency of a database's books. */
const fact = 'currency'

/** The first versions had no other default. */
const firstDefault = 'USD'

export interface Books {
  readonly durable: { list(query: object): AsyncIterable<{ readonly job: Job } | { readonly damaged: string }> }
  /** @returns what stands there afterwards */
  putOnce(name: string, value: string): Promise<string>
}

export interface CurrencySettings {
  readonly FLUXKIT_CURRENCY: string
  readonly isDefaultCurrency?: boolean | undefined
}

/**
 * Amounts of two currencies are never added up: a database keeps the currency of its first start.
 * @throws {Error} with the setting that fits
 */
export async function checkBooks(store: Books, config: CurrencySettings): Promise<void> {
  const { FLUXKIT_CURRENCY: currency } = config
  const recorded = config.isDefaultCurrency ? await currencyOfFirstJob(store) : undefined
  requireCurrency(recorded ?? currency, currency)
  requireCurrency(await store.putOnce(fact, currency), currency)
}

/** For books of the first versions, which name no currency. @throws {Error} unless somebody has set one */
export function checkFirstBooks({ FLUXKIT_CURRENCY: currency, isDefaultCurrency }: CurrencySettings): void {
  if (isDefaultCurrency) requireCurrency(firstDefault, currency)
}

function requireCurrency(books: string, currency: string): void {
  if (isSameCurrency(books, currency)) return
  throw new Error(
    `The books of this database are in ${books}, and FLUXKIT_CURRENCY is ${currency}: amounts of two currencies are never added up. Set FLUXKIT_CURRENCY=${books}, or name an empty database. Nothing was submitted or changed.`,
  )
}

async function currencyOfFirstJob({ durable }: Books): Promise<string | undefined> {
  for await (const entry of durable.list({})) if ('job' in entry) return entry.job.estimate?.currency
  return undefined
}

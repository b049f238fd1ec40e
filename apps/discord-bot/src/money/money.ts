import type { Cost } from '@fluxkit/jobs'

/** Units in one of the currency: prices of a hundredth of a cent are whole numbers. */
const unitsPerWhole = 10_000

/**
 * Parses a decimal price into units.
 * @returns `undefined` when it is not such a number, is negative, or has more than four decimals
 */
export function parseMoney(text: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,4}))?$/.exec(text.trim())
  return match ? Number(match[1]) * unitsPerWhole + Number((match[2] ?? '').padEnd(4, '0')) : undefined
}

/** A number as whole units. @returns `undefined` when it is negative or beyond what the books can hold */
function unitsOf(value: number): number | undefined {
  const units = Math.round(value * unitsPerWhole)
  return Number.isSafeInteger(units) && units >= 0 ? units : undefined
}

/** An amount in the form that jobs store. */
export function costOf(units: number, currency: string): Cost {
  return { amount: units / unitsPerWhole, currency }
}

/** @returns `undefined` when the cost is in another currency than the books, or beyond what they can hold */
export function unitsOfCost(cost: Cost | undefined, currency: string): number | undefined {
  return cost && isSameCurrency(cost.currency, currency) ? unitsOf(cost.amount) : undefined
}

/** `credit` and `Credits` are the same. */
export function isSameCurrency(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

function plain(currency: string): string {
  return currency.toLowerCase().replace(/^credits$/, 'credit')
}

/** `1234` units of USD: `$0.1234` in English. @param currency an ISO code, or any other word (then it comes after the number) */
export function formatMoney(units: number, currency: string, locale: string): string {
  const isCode = /^[A-Z]{3}$/.test(currency)
  const text = formatFor(locale, isCode ? currency : undefined).format(units / unitsPerWhole)
  return isCode ? text : `${text} ${currency}`
}

/** Making one costs a hundred times as much as using it. Discord has some thirty locales, a bot one currency. */
const formats = new Map<string, Intl.NumberFormat>()

function formatFor(locale: string, currency: string | undefined): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formats.get(key)
  if (known) return known
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 4 }
  const format = new Intl.NumberFormat(locale, { ...digits, ...(currency && { style: 'currency', currency }) })
  formats.set(key, format)
  return format
}

/** @returns undefined when none is set for the model */
export function priceIn(prices: Readonly<Record<string, number>>, model: string): number | undefined {
  return Object.hasOwn(prices, model) ? prices[model] : undefined
}

/**
 * What an image costs, by model: an admin's price replaces the operator's, but is never below it, or the operator's
 * monthly stop would count nothing. @returns undefined when nobody has set one
 */
export function priceOf(
  model: string,
  guildPrices: Readonly<Record<string, number>>,
  operatorPrices: Readonly<Record<string, number>>,
): number | undefined {
  const set = [guildPrices, operatorPrices].flatMap((prices) => priceIn(prices, model) ?? [])
  return set.length === 0 ? undefined : Math.max(...set)
}

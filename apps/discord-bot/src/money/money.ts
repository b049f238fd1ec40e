/** Units in one of the currency: prices of a hundredth of a cent are whole numbers. */
const unitsPerWhole = 10_000

/**
 * Reads a decimal price into units.
 * @returns `undefined` when it is no such number, is negative, or has more than four decimals
 */
export function parseMoney(text: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,4}))?$/.exec(text.trim())
  return match ? Number(match[1]) * unitsPerWhole + Number((match[2] ?? '').padEnd(4, '0')) : undefined
}

/** `1234` units of USD: `$0.1234` in English. @param currency an ISO code, or any other word (then it stands behind) */
export function formatMoney(units: number, currency: string, locale: string): string {
  const value = units / unitsPerWhole
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 4 }
  if (/^[A-Z]{3}$/.test(currency)) {
    return new Intl.NumberFormat(locale, { ...digits, style: 'currency', currency }).format(value)
  }
  return `${new Intl.NumberFormat(locale, digits).format(value)} ${currency}`
}

/** What a picture costs, by model: an admin's price stands before the operator's; without either it is not known. */
export function priceOf(
  model: string,
  guildPrices: Readonly<Record<string, number>>,
  operatorPrices: Readonly<Record<string, number>>,
): number | undefined {
  for (const prices of [guildPrices, operatorPrices]) {
    if (Object.hasOwn(prices, model)) return prices[model]
  }
  return undefined
}

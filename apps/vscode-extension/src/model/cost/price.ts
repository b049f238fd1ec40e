/** Prices as a user configured them: amount per image by model id. The vendor's prices change, so none is built in. */
export type PriceList = Readonly<Record<string, number>>

/** @returns `undefined` where no price is configured, or none that makes sense. */
export function priceOf(prices: PriceList, model: string, count: number): number | undefined {
  const price = prices[model]
  return typeof price === 'number' && Number.isFinite(price) && price >= 0 ? price * count : undefined
}

/** @param currency An ISO code; anything else is shown as it is. */
export function formatPrice(amount: number, currency: string, locale: string): string {
  // Prices of single images are small: two digits would round 0.003 to nothing.
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 4 }
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits }).format(amount)
  } catch {
    return `${new Intl.NumberFormat('en', digits).format(amount)} ${currency}`.trim()
  }
}

import { parseMoney } from '../money/money.ts'

/**
 * Reads `flux-dev=0.03, flux-2-max=0.12` into units an image.
 * @returns what is wrong, as a sentence, when it is not such a list
 */
export function parsePrices(text: string): Readonly<Record<string, number>> | string {
  const prices: Record<string, number> = {}
  for (const entry of text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const match = /^([\w.-]{1,64})\s*=\s*(.+)$/.exec(entry)
    const units = match?.[2] === undefined ? undefined : parseMoney(match[2])
    if (match?.[1] === undefined || units === undefined) return 'must read like flux-dev=0.03,flux-2-max=0.12'
    prices[match[1]] = units
  }
  return prices
}

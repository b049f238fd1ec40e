import type { Cost } from '@fluxkit/core'
import { english, type Texts } from '../language/translator.ts'
import { plainText } from '../terminal/terminal-text.ts'

/** `0.216 credits`; other currencies as the service names them. */
export function costText({ amount, currency }: Cost, { t }: Texts = english): string {
  // Sums of credits are binary fractions; the service counts in thousandths.
  const number = String(Number(amount.toFixed(4)))
  if (currency !== 'credit') return `${number} ${plainText(currency, 20)}`
  return t('credits', { credits: Number(number), amount: number })
}

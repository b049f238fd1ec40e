import type { Cost } from '@fluxkit/core'

/**
 * What an image cost in recorded runs, until jobs of this machine have shown it. Source: flux-api.md, "Responses" (flux-dev
 * 1024x1024 and an edit with flux-kontext-pro, October 2026).
 */
export const knownPrices: Readonly<Record<string, Cost>> = {
  'flux-dev': { amount: 0.216, currency: 'credit' },
  'flux-kontext-pro': { amount: 0.423, currency: 'credit' },
}

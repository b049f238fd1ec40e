import { checkSize, formatSize, type ModelRules, parseSize } from '@fluxkit/core'

/** What a user typed as a size. */
export type ReadSize =
  | { readonly kind: 'fits'; readonly size: string }
  | { readonly kind: 'refused'; readonly nearest: string }
  | { readonly kind: 'unreadable' }

/** `1024x768`, `1024 × 768`, `1024*768` or `16:9`, for a model that is to generate. */
export function readSize(model: ModelRules, text: string): ReadSize {
  if (parseSize(text) === undefined) return { kind: 'unreadable' }
  const check = checkSize(model, text, { action: 'generate' })
  return check.ok ? { kind: 'fits', size: formatSize(check.size) } : { kind: 'refused', nearest: check.nearest }
}

/** As people write it. */
export function showSize(size: string): string {
  return size.replace('x', ' × ')
}

/** What a model takes as `size`. */
export type SizeRule =
  | { readonly kind: 'pixels'; readonly min: number; readonly max: number; readonly step: number }
  | { readonly kind: 'list'; readonly sizes: readonly string[] }

export function acceptsSize(rule: SizeRule, size: string): boolean {
  if (rule.kind === 'list') return rule.sizes.includes(size)
  const match = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/.exec(size)
  if (!match) return false
  return [Number(match[1]), Number(match[2])].every(
    (side) => side >= rule.min && side <= rule.max && side % rule.step === 0,
  )
}

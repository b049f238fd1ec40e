import { type FluxModel, type ModelAction, parseSize, type PixelGridRule } from '@fluxkit/core'
import type { Texts } from './translator.ts'

/** What a model takes, in one phrase: core's `describeSizes` in the reader's language. */
export function sizesText({ sizes }: Pick<FluxModel, 'sizes'>, { t }: Texts, action?: ModelAction): string {
  const rules = sizes.filter(({ actions }) => action === undefined || actions.includes(action))
  const grids = rules.filter((rule) => rule.kind === 'pixel-grid')
  const listed = rules.flatMap((rule) => (rule.kind === 'pixel-list' ? rule.sizes : []))
  const ratios = new Set(rules.flatMap((rule) => (rule.kind === 'ratio' ? rule.ratios : [])))
  const phrases = [
    ...grids.map((rule) => gridText(rule, t)),
    ...listed.filter((size) => !grids.some((rule) => isOnGrid(rule, size))),
    ...(ratios.size > 0 ? [t('sizes.ratios', { ratios: [...ratios].join(' ') })] : []),
  ]
  return [...new Set(phrases)].reduceRight((rest, first) => t('sizes.or', { first, rest }))
}

function gridText({ multipleOf: step, minSide: min, maxSide: max }: PixelGridRule, t: Texts['t']): string {
  return max === undefined ? t('sizes.gridFrom', { step, min }) : t('sizes.grid', { step, min, max })
}

function isOnGrid({ multipleOf, minSide, maxSide = Infinity }: PixelGridRule, text: string): boolean {
  const { width = 0, height = 0 } = parseSize(text) ?? {}
  return [width, height].every((side) => side % multipleOf === 0 && side >= minSide && side <= maxSide)
}

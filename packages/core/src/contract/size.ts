import type { FluxModel, PixelRule, SizeRule } from './models.ts'
import { documentedRatios } from './ratios.ts'

/** `width` and `height` are pixels, or the two terms of a ratio. */
export interface Size {
  readonly kind: SizeRule['kind']
  readonly width: number
  readonly height: number
}

/** A size that fits, or the rule it breaks together with the nearest size that would fit. */
export type SizeCheck =
  | { readonly ok: true; readonly size: Size }
  | { readonly ok: false; readonly rule: string; readonly nearest: string }

/** The largest side that a size text can hold, for rules without an upper limit. */
const largestSide = 999_999

/** Pictures of the pixel models are about one megapixel unless asked otherwise. */
const usualPixels = 1024 * 1024

/**
 * Reads `1024x768`, `1024 × 768` or `16:9`.
 * @returns `undefined` for anything else, and for sides of zero.
 */
export function parseSize(text: string): Size | undefined {
  const match = /^\s*(\d{1,6})\s*([x×*:])\s*(\d{1,6})\s*$/i.exec(text)
  if (!match) return undefined
  const [width, height] = [Number(match[1]), Number(match[3])]
  if (width === 0 || height === 0) return undefined
  return { kind: match[2] === ':' ? 'ratio' : 'pixels', width, height }
}

/** The spelling that the service reads: `1024x768` or `16:9`. */
export function formatSize(size: Size): string {
  return `${size.width}${size.kind === 'ratio' ? ':' : 'x'}${size.height}`
}

/** The rule in words, as error messages and help texts show it. */
export function describeSizeRule(rule: SizeRule): string {
  if (rule.kind === 'ratio') return `one of the ratios ${rule.ratios.join(' ')}`
  const range = rule.maxSide === undefined ? `from ${rule.minSide} up` : `between ${rule.minSide} and ${rule.maxSide}`
  return `multiples of ${rule.multipleOf} ${range}`
}

/** Checks a size against a model's rule; never throws. */
export function checkSize(model: FluxModel, text: string): SizeCheck {
  const size = parseSize(text)
  if (size && fits(model.size, size)) return { ok: true, size }
  const nearest = size ? formatSize(convertSize(model, size)) : model.defaultSize
  return { ok: false, rule: `${model.id} needs ${describeSizeRule(model.size)}`, nearest }
}

/** The size of the model's own kind that comes nearest: pixels become a ratio, a ratio becomes about one megapixel. */
export function convertSize(model: FluxModel, size: Size): Size {
  const rule = model.size
  if (rule.kind === 'ratio') return nearestRatio(rule.ratios, size)
  if (size.kind === 'pixels') return nearestPixels(rule, size.width, size.height)
  const width = Math.sqrt((usualPixels * size.width) / size.height)
  return nearestPixels(rule, width, usualPixels / width)
}

/** Sizes worth offering in a picker: the model's default first, then its ratios, or those ratios in pixels. */
export function suggestSizes(model: FluxModel): string[] {
  const offered = documentedRatios
    .flatMap((text) => parseSize(text) ?? [])
    .map((size) => formatSize(convertSize(model, size)))
  return [...new Set([model.defaultSize, ...offered])]
}

function fits(rule: SizeRule, size: Size): boolean {
  if (rule.kind !== size.kind) return false
  if (rule.kind === 'ratio') return rule.ratios.includes(formatSize(size))
  return [size.width, size.height].every(
    (side) => side >= rule.minSide && side <= (rule.maxSide ?? Infinity) && side % rule.multipleOf === 0,
  )
}

function nearestRatio(ratios: readonly string[], wanted: Size): Size {
  const distance = (size: Size): number =>
    Math.abs(Math.log(size.width / size.height) - Math.log(wanted.width / wanted.height))
  const parsed = ratios.flatMap((text) => parseSize(text) ?? [])
  return parsed.reduce((best, size) => (distance(size) < distance(best) ? size : best))
}

/** Scales into the limits first, so that the picture keeps its shape, then rounds each side. */
function nearestPixels(rule: PixelRule, width: number, height: number): Size {
  const maxSide = rule.maxSide ?? largestSide - (largestSide % rule.multipleOf)
  const up = Math.max(1, rule.minSide / Math.min(width, height))
  const down = Math.min(1, maxSide / (Math.max(width, height) * up))
  const round = (side: number): number => {
    const rounded = Math.round((side * up * down) / rule.multipleOf) * rule.multipleOf
    return Math.min(maxSide, Math.max(rule.minSide, rounded))
  }
  return { kind: 'pixels', width: round(width), height: round(height) }
}

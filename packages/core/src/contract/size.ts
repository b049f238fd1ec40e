import type { Edition } from './edition.ts'
import type { ModelRules, FluxPixels, FluxSize, ModelAction, PixelGridRule, SizeRule } from './models.ts'
import type { FluxRatio } from './ratios.ts'

/** `width` and `height` are pixels, or the two terms of a ratio. */
export interface Size {
  readonly kind: 'pixels' | 'ratio'
  readonly width: number
  readonly height: number
}

/** Narrows what of a model counts; each part is optional. */
export interface SizeScope {
  readonly action?: ModelAction | undefined
  readonly edition?: Edition | undefined
}

/** A size that fits, or the rule it breaks together with the nearest size that would fit. */
export type SizeCheck =
  | { readonly ok: true; readonly size: Size; readonly editions: readonly Edition[] }
  | { readonly ok: false; readonly rule: string; readonly nearest: FluxSize }

/** The largest side that a size text can hold, for rules without an upper limit. */
const largestSide = 999_999

/** Images of the pixel models are about one megapixel unless a size says otherwise. */
const usualPixels = 1024 * 1024

/** Two shapes that are this close count as the same. Source: flux-api.md, "When the service refuses a size". */
export const sameShapeLimit = 0.02

/** How a size may be written; what goes over the wire is {@link formatSize}. */
export const sizePattern: RegExp = /^\s*(\d{1,6})\s*([xX×*:])\s*(\d{1,6})\s*$/

/**
 * Reads `1024x768`, `1024 × 768` or `16:9`.
 * @returns `undefined` for anything else, and for sides of zero.
 */
export function parseSize(text: string): Size | undefined {
  const match = sizePattern.exec(text)
  if (!match) return undefined
  const [width, height] = [Number(match[1]), Number(match[3])]
  if (width === 0 || height === 0) return undefined
  return { kind: match[2] === ':' ? 'ratio' : 'pixels', width, height }
}

/** The spelling that the service reads: `1024x768` or `16:9`. */
export function formatSize(size: Size): FluxSize {
  const { kind, width, height } = size
  // A ratio that no model takes is possible here, but not past `checkSize`.
  return kind === 'ratio' ? (`${width}:${height}` as FluxRatio) : `${width}x${height}`
}

/** How far two shapes are apart: 0 when equal, 0.02 when one is 2 % wider than the other. */
export function shapeDifference(one: ShapeLike, other: ShapeLike): number {
  const quotient = (one.width * other.height) / (one.height * other.width)
  return Math.max(quotient, 1 / quotient) - 1
}

interface ShapeLike {
  readonly width: number
  readonly height: number
}

/** What the functions that search sizes need of a model. */
export type SizedModel = Pick<ModelRules, 'sizes'>

/** The rules of a model that count within a scope. */
export function rulesOf(model: SizedModel, { action, edition }: SizeScope = {}): readonly SizeRule[] {
  return model.sizes.filter(
    (rule) =>
      (edition === undefined || rule.edition === edition) && (action === undefined || rule.actions.includes(action)),
  )
}

/** The editions that accept this size of this model, current first; empty when neither does. */
export function editionsOf(model: ModelRules, size: Size, action?: ModelAction): readonly Edition[] {
  const fitting = rulesOf(model, { action }).filter((rule) => fits(rule, size))
  return (['current', 'readme'] as const).filter((edition) => fitting.some((rule) => rule.edition === edition))
}

/** What a model takes, in one phrase, as error messages and help texts show it. */
export function describeSizes(model: ModelRules, scope: SizeScope = {}): string {
  const rules = rulesOf(model, scope)
  const grids = rules.filter((rule) => rule.kind === 'pixel-grid')
  const listed = pixelSizesOf(rules).filter((size) => !grids.some((rule) => fits(rule, size)))
  const ratios = [...new Set(rules.flatMap((rule) => (rule.kind === 'ratio' ? rule.ratios : [])))]
  return [
    ...grids.map((rule) => describeGrid(rule)),
    ...listed.map((size) => formatSize(size)),
    ...(ratios.length > 0 ? [`one of the ratios ${ratios.join(' ')}`] : []),
  ].join(', or ')
}

/** Checks a size against a model, for one action or any; never throws. */
export function checkSize(model: ModelRules, text: string, scope: SizeScope = {}): SizeCheck {
  const size = parseSize(text)
  if (size && rulesOf(model, scope).some((rule) => fits(rule, size))) {
    return { ok: true, size, editions: editionsOf(model, size, scope.action) }
  }
  const nearest = size ? formatSize(convertSize(model, size, scope)) : model.defaultSize
  return { ok: false, rule: `${model.id} needs ${describeSizes(model, scope)}`, nearest }
}

/**
 * The nearest size that a model takes: the size itself where it fits, else in the same notation where the model has it,
 * else in the other (pixels become a ratio, a ratio becomes about one megapixel).
 */
export function convertSize(model: ModelRules, size: Size, scope: SizeScope = {}): Size {
  if (rulesOf(model, scope).some((rule) => fits(rule, size))) return size
  const sizes = sizesByShape(model, size, scope)
  return sizes.find(({ kind }) => kind === size.kind) ?? sizes[0] ?? size
}

/**
 * The size of a model that has the shape of another one, to within 2 %: the size itself where it fits, else the nearest in
 * any notation. For hosts that may not spend money on another shape than was requested.
 * @returns `undefined` when no size of the model has that shape
 */
export function sameShapeSize(model: ModelRules, size: Size, scope: SizeScope = {}): Size | undefined {
  if (rulesOf(model, scope).some((rule) => fits(rule, size))) return size
  return sizesByShape(model, size, scope).find((each) => shapeDifference(each, size) <= sameShapeLimit)
}

/**
 * The sizes of a model in any notation, those first whose shape comes nearest to another's; of equals a ratio, then the
 * nearest number of pixels.
 */
export function sizesByShape(model: SizedModel, shape: Size, scope: SizeScope = {}): readonly Size[] {
  const rules = rulesOf(model, scope)
  const grids = rules.flatMap((rule) => (rule.kind === 'pixel-grid' ? [nearestOnGrid(rule, shape)] : []))
  const pixels = [...pixelSizesOf(rules), ...grids].sort(by((size) => areaDifference(size, shape)))
  return [...ratiosOf(rules), ...pixels].sort(by((size) => shapeDifference(size, shape)))
}

function by(measure: (size: Size) => number): (one: Size, other: Size) => number {
  return (one, other) => measure(one) - measure(other)
}

function fits(rule: SizeRule, size: Size): boolean {
  if (rule.kind === 'ratio') return rule.ratios.some((ratio) => ratio === formatSize(size))
  if (rule.kind === 'pixel-list') return rule.sizes.some((each) => each === formatSize(size))
  if (size.kind === 'ratio') return false
  return [size.width, size.height].every(
    (side) => side >= rule.minSide && side <= (rule.maxSide ?? Infinity) && side % rule.multipleOf === 0,
  )
}

/** Every ratio that the rules list, once. */
export function ratiosOf(rules: readonly SizeRule[]): Size[] {
  return parseAll(rules.flatMap((rule) => (rule.kind === 'ratio' ? rule.ratios : [])))
}

/** Every pixel size that the rules list, once. */
export function pixelSizesOf(rules: readonly SizeRule[]): Size[] {
  return parseAll(rules.flatMap((rule): readonly FluxPixels[] => (rule.kind === 'pixel-list' ? rule.sizes : [])))
}

function parseAll(texts: readonly string[]): Size[] {
  return [...new Set(texts)].flatMap((text) => parseSize(text) ?? [])
}

function describeGrid(rule: PixelGridRule): string {
  const range = rule.maxSide === undefined ? `from ${rule.minSide} up` : `between ${rule.minSide} and ${rule.maxSide}`
  return `multiples of ${rule.multipleOf} ${range}`
}

function nearestOnGrid(rule: PixelGridRule, { kind, width, height }: Size): Size {
  if (kind === 'pixels') return onGrid(rule, width, height)
  const usualWidth = Math.sqrt((usualPixels * width) / height)
  return onGrid(rule, usualWidth, usualPixels / usualWidth)
}

function areaDifference(one: Size, other: Size): number {
  return Math.abs(Math.log((one.width * one.height) / (other.width * other.height)))
}

/** Scales into the limits first, so that the image keeps its shape, then rounds each side. */
function onGrid(rule: PixelGridRule, width: number, height: number): Size {
  const maxSide = rule.maxSide ?? largestSide - (largestSide % rule.multipleOf)
  const up = Math.max(1, rule.minSide / Math.min(width, height))
  const down = Math.min(1, maxSide / (Math.max(width, height) * up))
  const round = (side: number): number => {
    const rounded = Math.round((side * up * down) / rule.multipleOf) * rule.multipleOf
    return Math.min(maxSide, Math.max(rule.minSide, rounded))
  }
  return { kind: 'pixels', width: round(width), height: round(height) }
}

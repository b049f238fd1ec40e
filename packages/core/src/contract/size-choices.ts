import type { FluxSize, ModelAction } from './models.ts'
import type { FluxModel } from './model-labels.ts'
import { readmeRatios } from './ratios.ts'
import {
  editionsOf,
  formatSize,
  parseSize,
  pixelSizesOf,
  ratiosOf,
  rulesOf,
  sameShapeLimit,
  shapeDifference,
  type Size,
  sizesByShape,
} from './size.ts'

/** The shape of a size in a word, for pickers. */
export type ShapeWord = 'square' | 'landscape' | 'portrait'

/** A size with its shape, for texts in any language. */
export interface SizeShape {
  readonly size: FluxSize
  /** The documented ratio that is at most 2 % away; absent if no ratio is. */
  readonly ratio?: string
  readonly shape: ShapeWord
  /** Pixels; absent when the size is only a ratio. */
  readonly pixels?: { readonly width: number; readonly height: number }
}

/** One size as a picker offers it. */
export interface SizeChoice extends SizeShape {
  /** `1376x768 · 16:9 landscape`, `16:9 landscape`, `1024x1024 · 1:1 square`. */
  readonly label: string
  /** Does the current edition of the service accept it? The others are only in the vendor's README. */
  readonly isCurrent: boolean
}

/**
 * The sizes to offer for a model: the default first, then the other sizes of the current edition, then those that only
 * the README accepts. Every one of them passes `checkSize`.
 */
export function sizeChoices(model: FluxModel, action?: ModelAction): readonly SizeChoice[] {
  const rules = rulesOf(model, { action })
  const grids = rules.filter(({ kind }) => kind === 'pixel-grid')
  const onGrids = parseRatios().flatMap((ratio) => grids.flatMap((rule) => sizesByShape({ sizes: [rule] }, ratio)))
  const listed = [...pixelSizesOf(rules), ...ratiosOf(rules), ...onGrids]
  const texts = new Set<FluxSize>([model.defaultSize, ...listed.map((size) => formatSize(size))])
  const choices = [...texts].flatMap((text) => {
    const size = parseSize(text)
    return size ? [toChoice(model, size, action)] : []
  })
  return [...choices.filter(({ isCurrent }) => isCurrent), ...choices.filter(({ isCurrent }) => !isCurrent)]
}

/** The sizes of {@link sizeChoices} as they go over the wire. */
export function suggestSizes(model: FluxModel, action?: ModelAction): FluxSize[] {
  return sizeChoices(model, action).map(({ size }) => size)
}

/** A size with its ratio and a word: `1376x768 · 16:9 landscape`. The text itself when it isn't a size. */
export function describeSize(text: string): string {
  const size = parseSize(text)
  return size ? labelOf(size) : text
}

/** A size with its ratio and shape; undefined when the text isn't a size. */
export function readSizeShape(text: string): SizeShape | undefined {
  const size = parseSize(text)
  return size && toShape(size)
}

function toShape(size: Size): SizeShape {
  const { kind, width, height } = size
  const ratio = ratioOf(size)
  return {
    size: formatSize(size),
    ...(ratio === undefined ? {} : { ratio }),
    shape: shapeOf(size),
    ...(kind === 'ratio' ? {} : { pixels: { width, height } }),
  }
}

function toChoice(model: FluxModel, size: Size, action: ModelAction | undefined): SizeChoice {
  return {
    ...toShape(size),
    label: labelOf(size),
    isCurrent: editionsOf(model, size, action).includes('current'),
  }
}

function labelOf(size: Size): string {
  const [text, ratio, shape] = [formatSize(size), ratioOf(size), shapeOf(size)]
  if (size.kind === 'ratio') return `${text} ${shape}`
  return ratio === undefined ? `${text} · ${shape}` : `${text} · ${ratio} ${shape}`
}

function ratioOf(size: Size): string | undefined {
  if (size.kind === 'ratio') return formatSize(size)
  // No two documented ratios are as near to each other as the limit.
  const near = parseRatios().find((ratio) => shapeDifference(ratio, size) <= sameShapeLimit)
  return near && formatSize(near)
}

function shapeOf({ width, height }: Size): ShapeWord {
  if (width === height) return 'square'
  return width > height ? 'landscape' : 'portrait'
}

function parseRatios(): readonly Size[] {
  return readmeRatios.flatMap((text) => parseSize(text) ?? [])
}

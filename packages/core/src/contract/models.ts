import type { Edition } from './edition.ts'
import { currentRatios, type FluxRatio, readmeRatios } from './ratios.ts'

/** The action of a request: a new image, or an edited one. */
export type ModelAction = 'generate' | 'edit'

interface RuleScope {
  /** The edition that documents it. */
  readonly edition: Edition
  /** What that edition offers with such a size. */
  readonly actions: readonly ModelAction[]
}

/** Sides in pixels: both must be within the limits and a multiple of `multipleOf`. */
export interface PixelGridRule extends RuleScope {
  readonly kind: 'pixel-grid'
  readonly minSide: number
  /** Absent where the vendor documents no upper limit. */
  readonly maxSide?: number
  readonly multipleOf: number
}

/** A fixed list of sizes in pixels. */
export interface PixelListRule extends RuleScope {
  readonly kind: 'pixel-list'
  readonly sizes: readonly FluxPixels[]
}

/** One of a fixed list of aspect ratios; the service chooses the pixels. */
export interface RatioRule extends RuleScope {
  readonly kind: 'ratio'
  readonly ratios: readonly FluxRatio[]
}

/** What one edition accepts as the size of a model; a model has several, and accepts what any of them accepts. */
export type SizeRule = PixelGridRule | PixelListRule | RatioRule

/** Width and height in pixels, as the service spells them. */
export type FluxPixels = `${number}x${number}`

/** Pixels or a ratio; which of them a model takes is in its rules. */
export type FluxSize = FluxPixels | FluxRatio

/** Submission-to-finish times in milliseconds that 5 %, 50 % and 95 % of tasks stay under. */
export interface DurationQuantiles {
  readonly p05Ms: number
  readonly p50Ms: number
  readonly p95Ms: number
}

/** Models that no edition documents with pixels. */
export type RatioOnlyModelId = 'flux-pro-1.1-ultra' | 'flux-kontext-pro' | 'flux-kontext-max' | 'flux-2-klein'

/** The models that Fluxkit knows. */
export type FluxModelId =
  | RatioOnlyModelId
  | 'flux-dev'
  | 'flux-pro'
  | 'flux-pro-1.1'
  | 'flux-2-flex'
  | 'flux-2-pro'
  | 'flux-2-max'

/** The sizes that a model takes in any edition. */
export type SizeFor<Model extends FluxModelId> = Model extends RatioOnlyModelId ? FluxRatio : FluxSize

/** What decides about requests for one model. */
export interface ModelRules {
  /** The id that goes over the wire. */
  readonly id: FluxModelId
  /** Does the current edition list it? Those that only the README lists may have been retired. */
  readonly isCurrent: boolean
  /** What any edition offers with it. */
  readonly actions: readonly ModelAction[]
  /** A size is accepted when one of these accepts it. */
  readonly sizes: readonly SizeRule[]
  /** Sent when a request names no size, except for an edit whose input image has a known shape. */
  readonly defaultSize: FluxSize
  /** Where to start before durations have been learned; the vendor documents only "seconds, often 1-2 minutes". */
  readonly typicalDuration: DurationQuantiles
}

const both: readonly ModelAction[] = ['generate', 'edit']
const generate: readonly ModelAction[] = ['generate']

// Every rule is one line of the tables in flux-api.md.
const readmePixels: SizeRule = {
  edition: 'readme',
  actions: generate,
  kind: 'pixel-grid',
  minSide: 256,
  maxSide: 1440,
  multipleOf: 32,
}
const readmeFlux2Pixels: SizeRule = {
  edition: 'readme',
  actions: generate,
  kind: 'pixel-grid',
  minSide: 64,
  multipleOf: 32,
}
const currentPixels: SizeRule = {
  edition: 'current',
  actions: both,
  kind: 'pixel-list',
  sizes: ['1024x1024', '1024x1792', '1792x1024'],
}
const currentByRatio: SizeRule = { edition: 'current', actions: both, kind: 'ratio', ratios: currentRatios }
const readmeByRatio: SizeRule = { edition: 'readme', actions: both, kind: 'ratio', ratios: readmeRatios }

// "Every model accepts ratios", says the vendor's web app; a retired model may come back, as flux-pro-1.1 once did.
const retiredByRatio: SizeRule = { ...currentByRatio, actions: generate }

/** flux-pro is only in the README's price list: its README sizes are those of its two siblings. */
const classicSizes = [currentPixels, currentByRatio, readmePixels]
const flux2Sizes = [currentByRatio, readmeFlux2Pixels]
const kontextSizes = [currentByRatio, readmeByRatio]

const quick: DurationQuantiles = { p05Ms: 2_000, p50Ms: 8_000, p95Ms: 30_000 }
const usual: DurationQuantiles = { p05Ms: 4_000, p50Ms: 15_000, p95Ms: 60_000 }
const slow: DurationQuantiles = { p05Ms: 6_000, p50Ms: 30_000, p95Ms: 120_000 }

type Row = Omit<ModelRules, 'actions' | 'isCurrent'> & { readonly isCurrent?: false }

const rows: readonly Row[] = [
  {
    id: 'flux-dev',
    sizes: classicSizes,
    defaultSize: '1024x1024',
    typicalDuration: quick,
  },
  {
    id: 'flux-pro',
    sizes: classicSizes,
    defaultSize: '1024x1024',
    typicalDuration: usual,
  },
  {
    id: 'flux-kontext-pro',
    sizes: kontextSizes,
    defaultSize: '1:1',
    typicalDuration: usual,
  },
  {
    id: 'flux-kontext-max',
    sizes: kontextSizes,
    defaultSize: '1:1',
    typicalDuration: slow,
  },
  {
    id: 'flux-2-klein',
    sizes: [currentByRatio],
    defaultSize: '1:1',
    typicalDuration: quick,
  },
  {
    id: 'flux-2-flex',
    sizes: flux2Sizes,
    defaultSize: '1:1',
    typicalDuration: usual,
  },
  {
    id: 'flux-2-pro',
    sizes: flux2Sizes,
    defaultSize: '1:1',
    typicalDuration: usual,
  },
  {
    id: 'flux-2-max',
    sizes: flux2Sizes,
    defaultSize: '1:1',
    typicalDuration: slow,
  },
  {
    id: 'flux-pro-1.1',
    isCurrent: false,
    sizes: [readmePixels, retiredByRatio],
    defaultSize: '1024x1024',
    typicalDuration: usual,
  },
  {
    id: 'flux-pro-1.1-ultra',
    isCurrent: false,
    sizes: [{ ...readmeByRatio, actions: generate }, retiredByRatio],
    defaultSize: '1:1',
    typicalDuration: slow,
  },
]

/** Every model that Fluxkit knows, in the order that pickers show: current ones first. */
export const modelRules: readonly ModelRules[] = rows.map((row) => ({
  isCurrent: true,
  ...row,
  actions: both.filter((action) => row.sizes.some(({ actions }) => actions.includes(action))),
}))

/** The model that is used when a request names none. Source: the vendor's README (generate); our choice (edit). */
export const defaultModelIds: { readonly generate: 'flux-dev'; readonly edit: 'flux-kontext-pro' } = {
  generate: 'flux-dev',
  edit: 'flux-kontext-pro',
}

/** `undefined` for an id that Fluxkit does not know. */
export function findRules(id: string): ModelRules | undefined {
  return modelRules.find((model) => model.id === id)
}

import { documentedRatios } from './ratios.ts'

/** What a request asks for: a new picture, or a changed one. */
export type ModelAction = 'generate' | 'edit'

/** Sides in pixels: both must be within the limits and a multiple of `multipleOf`. */
export interface PixelRule {
  readonly kind: 'pixels'
  readonly minSide: number
  /** Absent where the vendor documents no upper limit. */
  readonly maxSide?: number
  readonly multipleOf: number
}

/** One of a fixed list of aspect ratios; the service chooses the pixels. */
export interface RatioRule {
  readonly kind: 'ratio'
  readonly ratios: readonly string[]
}

export type SizeRule = PixelRule | RatioRule

/** Submission-to-finish times in milliseconds that 5 %, 50 % and 95 % of tasks stay under. */
export interface DurationQuantiles {
  readonly p05Ms: number
  readonly p50Ms: number
  readonly p95Ms: number
}

/** One model as data: what pickers, help texts and validation need to know. */
export interface FluxModel {
  /** The id that goes over the wire. */
  readonly id: string
  readonly label: string
  /** One sentence on what it is for. */
  readonly summary: string
  readonly actions: readonly ModelAction[]
  readonly size: SizeRule
  readonly defaultSize: string
  /** Where to start before durations have been learned; the vendor documents only "seconds, often 1-2 minutes". */
  readonly typicalDuration: DurationQuantiles
  /** `readme`: one of the vendor's eight; `elsewhere`: seen only in other vendor material. */
  readonly documentedIn: 'readme' | 'elsewhere'
}

export type KnownModelId =
  | 'flux-dev'
  | 'flux-pro'
  | 'flux-pro-1.1'
  | 'flux-pro-1.1-ultra'
  | 'flux-kontext-pro'
  | 'flux-kontext-max'
  | 'flux-2-klein'
  | 'flux-2-flex'
  | 'flux-2-pro'
  | 'flux-2-max'

/** A known id with completion in editors, or any other id that the service may have learned meanwhile. */
export type ModelId = KnownModelId | (string & {})

const classicPixels: PixelRule = { kind: 'pixels', minSide: 256, maxSide: 1440, multipleOf: 32 }
const flux2Pixels: PixelRule = { kind: 'pixels', minSide: 64, multipleOf: 32 }
const ratiosOnly: RatioRule = { kind: 'ratio', ratios: documentedRatios }

const quick: DurationQuantiles = { p05Ms: 2_000, p50Ms: 8_000, p95Ms: 30_000 }
const usual: DurationQuantiles = { p05Ms: 4_000, p50Ms: 15_000, p95Ms: 60_000 }
const slow: DurationQuantiles = { p05Ms: 6_000, p50Ms: 30_000, p95Ms: 120_000 }

type Row = readonly [
  id: KnownModelId,
  label: string,
  summary: string,
  size: SizeRule,
  typicalDuration: DurationQuantiles,
  actions?: readonly ModelAction[] | undefined,
  documentedIn?: FluxModel['documentedIn'],
]

const rows: readonly Row[] = [
  ['flux-dev', 'FLUX.1 dev', 'Fast: drafts and everyday pictures.', classicPixels, quick],
  [
    'flux-pro',
    'FLUX.1 pro',
    'The first pro model, to match older pictures.',
    classicPixels,
    usual,
    undefined,
    'elsewhere',
  ],
  ['flux-pro-1.1', 'FLUX 1.1 pro', 'Better detail and prompt following than dev.', classicPixels, usual],
  [
    'flux-pro-1.1-ultra',
    'FLUX 1.1 pro ultra',
    'Four-megapixel pictures for print and large screens.',
    ratiosOnly,
    slow,
  ],
  [
    'flux-kontext-pro',
    'FLUX Kontext pro',
    'Edits a picture by a sentence; keeps what you do not mention.',
    ratiosOnly,
    usual,
    ['generate', 'edit'],
  ],
  [
    'flux-kontext-max',
    'FLUX Kontext max',
    'The most faithful edits, and lettering in pictures.',
    ratiosOnly,
    slow,
    ['generate', 'edit'],
  ],
  [
    'flux-2-klein',
    'FLUX.2 klein',
    'The smallest of the second generation: quick variants.',
    flux2Pixels,
    quick,
    undefined,
    'elsewhere',
  ],
  ['flux-2-flex', 'FLUX.2 flex', 'Second generation with fine control, good at text and layout.', flux2Pixels, usual],
  ['flux-2-pro', 'FLUX.2 pro', 'Second generation for production work.', flux2Pixels, usual],
  ['flux-2-max', 'FLUX.2 max', 'The best quality of the second generation.', flux2Pixels, slow],
]

/** Every model that Fluxkit knows, in the order that pickers show. Source of ids, size rules and actions: the vendor's README. */
export const models: readonly FluxModel[] = rows.map(
  ([id, label, summary, size, typicalDuration, actions = ['generate'], documentedIn = 'readme']) => ({
    id,
    label,
    summary,
    actions,
    size,
    defaultSize: size.kind === 'ratio' ? '1:1' : '1024x1024',
    typicalDuration,
    documentedIn,
  }),
)

/** The model that is used when a request names none. Source: the vendor's README (generate); our choice (edit). */
export const defaultModelIds: { readonly generate: KnownModelId; readonly edit: KnownModelId } = {
  generate: 'flux-dev',
  edit: 'flux-kontext-pro',
}

/** The registry's entry, or `undefined` for an id it does not know. */
export function findModel(id: string): FluxModel | undefined {
  return models.find((model) => model.id === id)
}

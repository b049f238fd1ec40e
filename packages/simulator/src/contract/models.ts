/** What a model takes as `size`. */
export type SizeRule =
  | { readonly kind: 'pixels'; readonly min: number; readonly max: number; readonly step: number }
  | { readonly kind: 'ratio'; readonly pixels: Readonly<Record<string, readonly [width: number, height: number]>> }

export interface SimulatedModel {
  readonly id: string
  readonly actions: readonly ('generate' | 'edit')[]
  readonly size: SizeRule
  readonly defaultSize: string
  /** Credit units of one picture. Invented: the vendor's prices change and nothing here depends on them. */
  readonly price: number
  /** Shortest and longest time of one task at speed 1, in milliseconds. */
  readonly durationMs: readonly [min: number, max: number]
}

const upTo1440: SizeRule = { kind: 'pixels', min: 256, max: 1440, step: 32 }
// The vendor states no maximum. 4096 keeps one drawing at 16 megapixels.
const from64: SizeRule = { kind: 'pixels', min: 64, max: 4096, step: 32 }

// Pairs near one megapixel in multiples of 16, as this family of models gives them.
const oneMegapixel: SizeRule = {
  kind: 'ratio',
  pixels: {
    '1:1': [1024, 1024],
    '16:9': [1392, 752],
    '21:9': [1568, 672],
    '3:2': [1248, 832],
    '2:3': [832, 1248],
    '4:5': [912, 1136],
    '5:4': [1136, 912],
    '3:4': [880, 1184],
    '4:3': [1184, 880],
    '9:16': [752, 1392],
    '9:21': [672, 1568],
  },
}

const fourMegapixels: SizeRule = {
  kind: 'ratio',
  pixels: {
    '1:1': [2048, 2048],
    '16:9': [2752, 1536],
    '21:9': [3136, 1344],
    '3:2': [2496, 1664],
    '2:3': [1664, 2496],
    '4:5': [1824, 2272],
    '5:4': [2272, 1824],
    '3:4': [1792, 2368],
    '4:3': [2368, 1792],
    '9:16': [1536, 2752],
    '9:21': [1344, 3136],
  },
}

const generate = ['generate'] as const
const generateAndEdit = ['generate', 'edit'] as const

/** The simulator's own table of models, in the order of the vendor's README. */
export const simulatedModels: readonly SimulatedModel[] = [
  { id: 'flux-dev', actions: generate, size: upTo1440, defaultSize: '1024x1024', price: 3, durationMs: [4_000, 9_000] },
  {
    id: 'flux-pro-1.1',
    actions: generate,
    size: upTo1440,
    defaultSize: '1024x1024',
    price: 4,
    durationMs: [5_000, 12_000],
  },
  {
    id: 'flux-pro-1.1-ultra',
    actions: generate,
    size: fourMegapixels,
    defaultSize: '1:1',
    price: 6,
    durationMs: [9_000, 20_000],
  },
  {
    id: 'flux-kontext-pro',
    actions: generateAndEdit,
    size: oneMegapixel,
    defaultSize: '1:1',
    price: 4,
    durationMs: [7_000, 16_000],
  },
  {
    id: 'flux-kontext-max',
    actions: generateAndEdit,
    size: oneMegapixel,
    defaultSize: '1:1',
    price: 8,
    durationMs: [9_000, 22_000],
  },
  {
    id: 'flux-2-flex',
    actions: generate,
    size: from64,
    defaultSize: '1024x1024',
    price: 6,
    durationMs: [15_000, 40_000],
  },
  {
    id: 'flux-2-pro',
    actions: generate,
    size: from64,
    defaultSize: '1024x1024',
    price: 5,
    durationMs: [12_000, 30_000],
  },
  {
    id: 'flux-2-max',
    actions: generate,
    size: from64,
    defaultSize: '1024x1024',
    price: 10,
    durationMs: [20_000, 60_000],
  },
  {
    id: 'flux-pro',
    actions: generate,
    size: upTo1440,
    defaultSize: '1024x1024',
    price: 4,
    durationMs: [6_000, 14_000],
  },
  {
    id: 'flux-2-klein',
    actions: generate,
    size: from64,
    defaultSize: '1024x1024',
    price: 2,
    durationMs: [2_000, 5_000],
  },
]

const byId = new Map(simulatedModels.map((model) => [model.id, model]))

export function findModel(id: string): SimulatedModel | undefined {
  return byId.get(id)
}

/** Pixel size of a `size` value, or undefined when the model does not accept it. */
export function pixelSize(model: SimulatedModel, size: string): readonly [width: number, height: number] | undefined {
  const rule = model.size
  if (rule.kind === 'ratio') return Object.hasOwn(rule.pixels, size) ? rule.pixels[size] : undefined
  const match = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/.exec(size)
  if (!match) return undefined
  const width = Number(match[1])
  const height = Number(match[2])
  const accepted = [width, height].every((side) => side >= rule.min && side <= rule.max && side % rule.step === 0)
  return accepted ? [width, height] : undefined
}

/** What drawing and charging need to know of a model. Which requests a model accepts is a matter of the edition. */
export interface SimulatedModel {
  readonly id: string
  /** Size of the image when a request has none. */
  readonly defaultSize: string
  /** Pixels of an image whose size is a ratio. */
  readonly pixelsOfRatio: number
  /** Credits of one image, whatever its size. */
  readonly credits: number
  /** Shortest and longest time of one task at speed 1, in milliseconds. */
  readonly durationMs: readonly [min: number, max: number]
}

const oneMegapixel = 1024 * 1024
const fourMegapixels = 2048 * 2048

function model(
  id: string,
  defaultSize: string,
  credits: number,
  durationMs: readonly [number, number],
  pixelsOfRatio = oneMegapixel,
): SimulatedModel {
  return { id, defaultSize, pixelsOfRatio, credits, durationMs }
}

/**
 * All models of all editions. Recorded runs of the real service billed 0.216 credits for flux-dev and 0.423 for
 * flux-kontext-pro; the other prices are invented in proportion to these.
 */
export const simulatedModels: readonly SimulatedModel[] = [
  model('flux-dev', '1024x1024', 0.216, [4_000, 9_000]),
  model('flux-pro', '1024x1024', 0.288, [6_000, 14_000]),
  model('flux-pro-1.1', '1024x1024', 0.288, [5_000, 12_000]),
  model('flux-pro-1.1-ultra', '1:1', 0.432, [9_000, 20_000], fourMegapixels),
  model('flux-kontext-pro', '1:1', 0.423, [7_000, 16_000]),
  model('flux-kontext-max', '1:1', 0.846, [9_000, 22_000]),
  model('flux-2-flex', '1:1', 0.432, [15_000, 40_000]),
  model('flux-2-pro', '1:1', 0.36, [12_000, 30_000]),
  model('flux-2-max', '1:1', 0.72, [20_000, 60_000]),
  model('flux-2-klein', '1:1', 0.144, [2_000, 5_000]),
]

const byId = new Map(simulatedModels.map((each) => [each.id, each]))

export function findModel(id: string): SimulatedModel | undefined {
  return byId.get(id)
}

/** Sides of an image as this family of models gives them: multiples of 16. */
const sideStep = 16

/** Pixels of an image of a model; a ratio gives the sides nearest to the model's usual number of pixels. */
export function pixelSize(
  { pixelsOfRatio, defaultSize }: SimulatedModel,
  size: string = defaultSize,
): readonly [width: number, height: number] {
  const [, first = '1', separator = ':', second = '1'] = /^(\d+)([x:])(\d+)$/.exec(size) ?? []
  const [width, height] = [Number(first), Number(second)]
  if (separator === 'x') return [width, height]
  const scale = Math.sqrt(pixelsOfRatio / (width * height))
  return [Math.round((width * scale) / sideStep) * sideStep, Math.round((height * scale) / sideStep) * sideStep]
}

import { type FluxModelId, modelRules, type ModelRules } from './models.ts'

/** One model as data: what pickers, help texts and validation need to know. */
export interface FluxModel extends ModelRules {
  readonly label: string
  /** One sentence on what it is for. */
  readonly summary: string
}

/** Label and summary. Beside the rules and without effects, so that a browser's bundle without a picker leaves them out. */
const texts: Readonly<Record<FluxModelId, readonly [label: string, summary: string]>> = {
  'flux-dev': ['FLUX.1 dev', 'Fast: drafts and everyday images.'],
  'flux-pro': ['FLUX.1 pro', 'The first pro model, to match older images.'],
  'flux-kontext-pro': ['FLUX Kontext pro', 'Edits an image with a prompt; keeps what you don’t mention.'],
  'flux-kontext-max': ['FLUX Kontext max', 'The most faithful edits, and lettering in images.'],
  'flux-2-klein': ['FLUX.2 klein', 'The smallest of the second generation: quick variants.'],
  'flux-2-flex': ['FLUX.2 flex', 'Second generation with fine control, good at text and layout.'],
  'flux-2-pro': ['FLUX.2 pro', 'Second generation for production work.'],
  'flux-2-max': ['FLUX.2 max', 'The best quality of the second generation.'],
  'flux-pro-1.1': ['FLUX 1.1 pro', 'Better detail and prompt following than dev.'],
  'flux-pro-1.1-ultra': ['FLUX 1.1 pro ultra', 'Four-megapixel images for print and large screens.'],
}

/** Every model that Fluxkit knows, in the order that pickers show: current ones first. */
export const models: readonly FluxModel[] = /* @__PURE__ */ modelRules.map((rules) => {
  const [label, summary] = texts[rules.id]
  return { ...rules, label, summary }
})

/** The registry's entry, or `undefined` for an id it does not know. */
export function findModel(id: string): FluxModel | undefined {
  return models.find((model) => model.id === id)
}

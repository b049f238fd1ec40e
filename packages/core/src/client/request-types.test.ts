import { expect, expectTypeOf, test } from 'vitest'
import type {
  EditRequest,
  FluxClient,
  FluxModelId,
  FluxRequest,
  FluxSize,
  GenerateRequest,
  LooseFluxRequest,
} from '../index.ts'
import { fluxRequestSchema, generateRequestSchema } from '../schemas/index.ts'

declare const flux: FluxClient
declare const picked: FluxModelId
declare const pickedSize: FluxSize
declare const width: number
declare const height: number
declare const text: string
declare const flag: boolean
declare const input: unknown
declare const strict: FluxRequest
declare const loose: LooseFluxRequest
declare const generation: GenerateRequest
declare const change: EditRequest
const imageUrl = 'https://example.com/a.png'
const prompt = 'a red fox'

// What the compiler accepts or refuses is the test: `npm run types` fails on a line that changes sides.

export function compiles(): unknown[] {
  const computed = `${width}x${height}`
  const spread = { prompt, size: text, model: text }
  return [
    flux.generate({ prompt }),
    flux.generate({ prompt, model: picked }),
    flux.generate({ prompt, size: `${width}x${height}` }),
    flux.generate({ prompt, size: computed }),
    flux.generate({ prompt, model: picked, size: pickedSize }),
    flux.generate({ prompt, model: picked, size: `${width}x${height}` }),
    flux.generate({ prompt, model: 'flux-2-pro', size: '16:9' }),
    flux.generate({ prompt, model: 'flux-2-pro', size: '2048x1536' }),
    flux.generate({ prompt, model: 'flux-kontext-pro', size: '4:5', count: 2 }),
    flux.generate({ prompt, size: undefined, model: undefined, unchecked: undefined }),
    flux.generate(spread),
    flux.generate(generation),
    flux.generate(generateRequestSchema.parse(input)),
    flux.generate({ prompt, model: 'flux-9', size: 'huge', unchecked: true }),
    flux.generate({ prompt, model: 'flux-9', size: 'huge', allowUnknownModel: true }),
    flux.generate({ prompt, model: text, size: text, unchecked: flag }),
    flux.generate({ prompt, extra: { strength: 7 } }),
    flux.edit({ prompt, imageUrl }),
    flux.edit({ prompt, imageUrl, size: '16:9', count: 1 }),
    flux.edit({ prompt, imageUrl, model: 'flux-dev', size: '1024x1792' }),
    flux.edit({ prompt, imageUrl, model: 'flux-pro-1.1', count: 2, unchecked: true }),
    flux.edit(change),
    flux.submit({ action: 'generate', prompt, model: picked, size: `${width}x${height}` }),
    flux.submit({ action: 'edit', prompt, imageUrl, imageSize: { width, height } }),
    flux.submit(strict),
    flux.submit(loose),
    flux.submit(fluxRequestSchema.parse(input)),
    flux.submit(flag ? { action: 'generate', ...spread } : { action: 'edit', imageUrl, ...spread }),
  ]
}

export function doesNotCompile(): unknown[] {
  return [
    // @ts-expect-error -- not a size
    flux.generate({ prompt, size: 'banana' }),
    // @ts-expect-error -- not a ratio of the service
    flux.generate({ prompt, size: '7:5' }),
    // @ts-expect-error -- not a model
    flux.generate({ prompt, model: 'flux-devv' }),
    // @ts-expect-error -- kontext takes ratios only
    flux.generate({ prompt, model: 'flux-kontext-pro', size: '1024x1024' }),
    // @ts-expect-error -- also when they are computed
    flux.generate({ prompt, model: 'flux-kontext-max', size: `${width}x${height}` }),
    // @ts-expect-error -- so does ultra
    flux.generate({ prompt, model: 'flux-pro-1.1-ultra', size: '1024x1024' }),
    // @ts-expect-error -- and klein
    flux.generate({ prompt, model: 'flux-2-klein', size: '1024x1024' }),
    // @ts-expect-error -- and the model of an edit that names none
    flux.edit({ prompt, imageUrl, size: '1024x1024' }),
    // @ts-expect-error -- an edit makes one image
    flux.edit({ prompt, imageUrl, count: 2 }),
    // @ts-expect-error -- an edit needs an image
    flux.edit({ prompt }),
    // @ts-expect-error -- a misspelt field
    flux.generate({ prompt, sizes: '1024x1024' }),
    // @ts-expect-error -- the vendor's spelling
    flux.submit({ action: 'edit', prompt, image_url: imageUrl }),
    // @ts-expect-error -- not a model
    flux.submit({ action: 'generate', prompt, model: 'flux-devv' }),
    // @ts-expect-error -- not a size
    flux.submit({ action: 'generate', prompt, size: 'banana' }),
    // @ts-expect-error -- pixels for a model that takes ratios only
    flux.submit({ action: 'edit', prompt, imageUrl, model: 'flux-kontext-pro', size: '1024x1024' }),
  ]
}

test('declared requests are as strict as calls', () => {
  expectTypeOf<{ prompt: string; size: 'banana' }>().not.toExtend<GenerateRequest>()
  expectTypeOf<{ prompt: string; model: 'flux-devv' }>().not.toExtend<GenerateRequest>()
  expectTypeOf<{ prompt: string; model: FluxModelId; size: FluxSize }>().toExtend<GenerateRequest>()
  expectTypeOf<FluxRequest>().toExtend<LooseFluxRequest>()
  expectTypeOf<LooseFluxRequest>().not.toExtend<FluxRequest>()
  expect([typeof compiles, typeof doesNotCompile]).toEqual(['function', 'function'])
})

import { describe, expect, it } from 'vitest'
import { defaultModelIds, type RatioOnlyModelId } from './models.ts'
import { findModel, models } from './model-labels.ts'

// Every expectation is copied from the tables of the contract, never from the code.
const nine = ['1:1', '16:9', '21:9', '3:2', '2:3', '3:4', '4:3', '9:16', '9:21']
const eleven = ['1:1', '16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21']
const both = ['generate', 'edit']
const currentPixels = {
  edition: 'current',
  actions: both,
  kind: 'pixel-list',
  sizes: ['1024x1024', '1024x1792', '1792x1024'],
}
const currentRatios = { edition: 'current', actions: both, kind: 'ratio', ratios: nine }
const readmeGrid = {
  edition: 'readme',
  actions: ['generate'],
  kind: 'pixel-grid',
  minSide: 256,
  maxSide: 1440,
  multipleOf: 32,
}
const readmeOpenGrid = { edition: 'readme', actions: ['generate'], kind: 'pixel-grid', minSide: 64, multipleOf: 32 }
const readmeRatios = { edition: 'readme', actions: both, kind: 'ratio', ratios: eleven }
const retiredRatios = { ...currentRatios, actions: ['generate'] }

describe('models', () => {
  it.each([
    ['flux-dev', true, both, '1024x1024', [currentPixels, currentRatios, readmeGrid]],
    ['flux-pro', true, both, '1024x1024', [currentPixels, currentRatios, readmeGrid]],
    ['flux-kontext-pro', true, both, '1:1', [currentRatios, readmeRatios]],
    ['flux-kontext-max', true, both, '1:1', [currentRatios, readmeRatios]],
    ['flux-2-klein', true, both, '1:1', [currentRatios]],
    ['flux-2-flex', true, both, '1:1', [currentRatios, readmeOpenGrid]],
    ['flux-2-pro', true, both, '1:1', [currentRatios, readmeOpenGrid]],
    ['flux-2-max', true, both, '1:1', [currentRatios, readmeOpenGrid]],
    ['flux-pro-1.1', false, ['generate'], '1024x1024', [readmeGrid, retiredRatios]],
    ['flux-pro-1.1-ultra', false, ['generate'], '1:1', [{ ...readmeRatios, actions: ['generate'] }, retiredRatios]],
  ])('%s: current %j, actions %j, default %s', (id, isCurrent, actions, defaultSize, sizes) => {
    expect(findModel(id)).toMatchObject({ id, isCurrent, actions, defaultSize })
    expect(findModel(id)?.sizes).toEqual(sizes)
  })

  it('lists these ten and no other, current ones first', () => {
    expect(models.map((model) => model.id)).toEqual([
      'flux-dev',
      'flux-pro',
      'flux-kontext-pro',
      'flux-kontext-max',
      'flux-2-klein',
      'flux-2-flex',
      'flux-2-pro',
      'flux-2-max',
      'flux-pro-1.1',
      'flux-pro-1.1-ultra',
    ])
  })

  it('has no pixels in the types of the models that no edition documents with pixels', () => {
    const ratioOnly: Readonly<Record<RatioOnlyModelId, true>> = {
      'flux-kontext-pro': true,
      'flux-kontext-max': true,
      'flux-2-klein': true,
      'flux-pro-1.1-ultra': true,
    }
    const byRules = models.filter(({ sizes }) => sizes.every(({ kind }) => kind === 'ratio'))
    expect(byRules.map(({ id }) => id)).toEqual(Object.keys(ratioOnly))
  })

  it('describes every model in one sentence', () => {
    for (const { summary } of models) expect(summary).toMatch(/^[A-Z][^.!?]*\.$/)
  })

  it('gives every model its own label', () => {
    expect(new Set(models.map((model) => model.label)).size).toBe(models.length)
  })

  it('expects durations in rising order', () => {
    for (const { typicalDuration } of models) {
      expect(typicalDuration.p05Ms).toBeGreaterThan(0)
      expect(typicalDuration.p50Ms).toBeGreaterThan(typicalDuration.p05Ms)
      expect(typicalDuration.p95Ms).toBeGreaterThan(typicalDuration.p50Ms)
    }
  })

  it('uses flux-dev to generate and flux-kontext-pro to edit when nothing is named', () => {
    expect(defaultModelIds).toEqual({ generate: 'flux-dev', edit: 'flux-kontext-pro' })
  })

  it.each(['flux-3', '', 'FLUX-DEV', 'constructor', '__proto__'])('does not know %j', (id) => {
    expect(findModel(id)).toBeUndefined()
  })
})

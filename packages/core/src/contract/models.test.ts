import { describe, expect, it } from 'vitest'
import { defaultModelIds, findModel, models } from './models.ts'

// Every expectation is copied from the vendor's tables, never from the code.
const ratios = ['1:1', '16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21']
const classic = { kind: 'pixels', minSide: 256, maxSide: 1440, multipleOf: 32 }
const second = { kind: 'pixels', minSide: 64, multipleOf: 32 }
const byRatio = { kind: 'ratio', ratios }

describe('models', () => {
  it.each([
    ['flux-dev', ['generate'], classic, '1024x1024'],
    ['flux-pro-1.1', ['generate'], classic, '1024x1024'],
    ['flux-pro-1.1-ultra', ['generate'], byRatio, '1:1'],
    ['flux-kontext-pro', ['generate', 'edit'], byRatio, '1:1'],
    ['flux-kontext-max', ['generate', 'edit'], byRatio, '1:1'],
    ['flux-2-flex', ['generate'], second, '1024x1024'],
    ['flux-2-pro', ['generate'], second, '1024x1024'],
    ['flux-2-max', ['generate'], second, '1024x1024'],
  ])('%s of the README: %j, %j, default %s', (id, actions, size, defaultSize) => {
    expect(findModel(id)).toMatchObject({ id, actions, size, defaultSize, documentedIn: 'readme' })
  })

  it.each([
    ['flux-pro', classic],
    ['flux-2-klein', second],
  ])('%s, seen elsewhere: generate, %j', (id, size) => {
    expect(findModel(id)).toMatchObject({ id, actions: ['generate'], size, documentedIn: 'elsewhere' })
  })

  it('holds these ten and no other', () => {
    expect(models.map((model) => model.id).toSorted()).toEqual([
      'flux-2-flex',
      'flux-2-klein',
      'flux-2-max',
      'flux-2-pro',
      'flux-dev',
      'flux-kontext-max',
      'flux-kontext-pro',
      'flux-pro',
      'flux-pro-1.1',
      'flux-pro-1.1-ultra',
    ])
  })

  it('has no upper limit for the second generation, not even an undefined one', () => {
    expect(findModel('flux-2-pro')?.size).not.toHaveProperty('maxSide')
  })

  it('describes every model in one sentence', () => {
    for (const { summary } of models) expect(summary).toMatch(/^[A-Z][^.!?]*\.$/)
  })

  it('gives every model a label of its own', () => {
    expect(new Set(models.map((model) => model.label)).size).toBe(10)
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

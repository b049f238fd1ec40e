import { describe, expect, it, test } from 'vitest'
import type { ModelAction } from './models.ts'
import { type FluxModel, findModel, models } from './model-labels.ts'
import { checkSize } from './size.ts'
import { describeSize, sizeChoices, suggestSizes } from './size-choices.ts'

describe('sizeChoices', () => {
  it('offers the ratios of the current edition first, and marks those that only the README lists', () => {
    const choices = sizeChoices(model('flux-kontext-pro')).map(({ size, isCurrent }) => [size, isCurrent])
    expect(choices).toEqual([
      ['1:1', true],
      ['16:9', true],
      ['21:9', true],
      ['3:2', true],
      ['2:3', true],
      ['3:4', true],
      ['4:3', true],
      ['9:16', true],
      ['9:21', true],
      ['4:5', false],
      ['5:4', false],
    ])
  })

  it('offers the default first, then current sizes, then the README ratios in pixels', () => {
    const choices = sizeChoices(model('flux-dev')).map(
      ({ label, isCurrent }) => `${label}${isCurrent ? '' : ' (README)'}`,
    )
    expect(choices).toEqual([
      '1024x1024 · 1:1 square',
      '1024x1792 · 9:16 portrait',
      '1792x1024 · 16:9 landscape',
      '1:1 square',
      '16:9 landscape',
      '21:9 landscape',
      '3:2 landscape',
      '2:3 portrait',
      '3:4 portrait',
      '4:3 landscape',
      '9:16 portrait',
      '9:21 portrait',
      '1376x768 · 16:9 landscape (README)',
      '1440x608 · 21:9 landscape (README)',
      '1248x832 · 3:2 landscape (README)',
      '832x1248 · 2:3 portrait (README)',
      '928x1152 · 4:5 portrait (README)',
      '1152x928 · 5:4 landscape (README)',
      '896x1184 · 3:4 portrait (README)',
      '1184x896 · 4:3 landscape (README)',
      '768x1376 · 9:16 portrait (README)',
      '608x1440 · 9:21 portrait (README)',
    ])
  })

  it('offers for an edit only what an edit takes', () => {
    expect(suggestSizes(model('flux-2-pro'), 'edit')).toEqual([
      '1:1',
      '16:9',
      '21:9',
      '3:2',
      '2:3',
      '3:4',
      '4:3',
      '9:16',
      '9:21',
    ])
  })

  it('has the parts of its label as data', () => {
    expect(sizeChoices(model('flux-2-pro')).find(({ size }) => size === '1376x768')).toEqual({
      size: '1376x768',
      ratio: '16:9',
      shape: 'landscape',
      pixels: { width: 1376, height: 768 },
      label: '1376x768 · 16:9 landscape',
      isCurrent: false,
    })
  })

  it.each<ModelAction | undefined>(['generate', 'edit', undefined])(
    'offers nothing that its model refuses, nothing twice, and at most 25 sizes, for %s',
    (action) => {
      for (const each of models) {
        const sizes = suggestSizes(each, action)
        expect(new Set(sizes).size).toBe(sizes.length)
        expect(sizes.length).toBeLessThanOrEqual(25)
        if (action && !each.actions.includes(action)) continue
        for (const size of sizes) expect(checkSize(each, size, { action })).toMatchObject({ ok: true })
      }
    },
  )
})

test.each([
  ['1376x768', '1376x768 · 16:9 landscape'],
  [' 1024 × 1024 ', '1024x1024 · 1:1 square'],
  ['9:21', '9:21 portrait'],
  ['2048x1024', '2048x1024 · landscape'],
  ['2K', '2K'],
])('%j is described as %s', (size, text) => {
  expect(describeSize(size)).toBe(text)
})

function model(id: string): FluxModel {
  const found = findModel(id)
  if (!found) throw new Error(`no model ${id}`)
  return found
}

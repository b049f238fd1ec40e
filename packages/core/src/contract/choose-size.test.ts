import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestSizes, onlyEdition, planSizes } from './choose-size.ts'
import { models } from './model-labels.ts'
import type { LooseFluxRequest } from './request-schemas.ts'
import { checkSize, parseSize, shapeDifference } from './size.ts'

const generate = (model?: string, size?: string): LooseFluxRequest => ({ action: 'generate', prompt: 'a', model, size })
const edit = (model?: string, width?: number, height = 0): LooseFluxRequest => ({
  action: 'edit',
  prompt: 'a',
  imageUrl: 'https://a.b/c.png',
  model,
  imageSize: width === undefined ? undefined : { width, height },
})

/** Sizes as they are tried, then who chose them. */
const plan = (...args: Parameters<typeof planSizes>): string[] => {
  const sizes = [...planSizes(...args)]
  return [...sizes.map(({ sent }) => sent), sizes[0]?.chosenBy ?? '']
}

describe('without a size', () => {
  it.each([
    [undefined, ['1024x1024', 'default']],
    ['flux-dev', ['1024x1024', 'default']],
    ['flux-pro-1.1', ['1024x1024', '1:1', 'default']],
    ['flux-pro-1.1-ultra', ['1:1', 'default']],
    ['flux-kontext-max', ['1:1', 'default']],
    ['flux-2-klein', ['1:1', 'default']],
    ['flux-2-pro', ['1:1', '1024x1024', 'default']],
    ['flux-9', ['1:1', 'default']],
  ])('%s generates with %j', (model, expected) => {
    expect(plan(generate(model))).toEqual(expected)
  })

  it.each([
    [edit(), ['1:1', 'default']],
    [edit('flux-dev'), ['1024x1024', 'default']],
    [edit('flux-2-pro'), ['1:1', 'default']],
    [edit(undefined, 1920, 1080), ['16:9', 'input-image']],
    [edit(undefined, 1080, 1920), ['9:16', 'input-image']],
    [edit(undefined, 3000, 2000), ['3:2', 'input-image']],
    [edit(undefined, 1080, 1350), ['4:5', '3:4', 'input-image']],
    [edit(undefined, 5000, 100), ['21:9', 'input-image']],
    [edit('flux-dev', 1024, 1792), ['1024x1792', 'input-image']],
    [edit('flux-dev', 800, 800), ['1:1', 'input-image']],
    [edit('flux-2-max', 1080, 1350), ['3:4', 'input-image']],
    [edit('flux-9', 1080, 1350), ['3:4', 'input-image']],
    [edit('flux-9'), ['1:1', 'default']],
  ])('an edit keeps the shape of its image: %j', (request, expected) => {
    expect(plan(request)).toEqual(expected)
  })
})

describe('a size that the caller named', () => {
  it.each([
    // Both editions take it: nothing else to try.
    [generate('flux-dev', '1024x1024'), ['1024x1024', 'caller']],
    [generate('flux-kontext-pro', '16:9'), ['16:9', 'caller']],
    // One edition takes it, and the other has the shape.
    [generate('flux-2-pro', '1:1'), ['1:1', '1024x1024', 'caller']],
    [generate('flux-2-pro', '16:9'), ['16:9', '1376x768', 'caller']],
    [generate('flux-2-pro', '1024 × 768'), ['1024x768', '4:3', 'caller']],
    [generate('flux-2-pro', '2048x2048'), ['2048x2048', '1:1', 'caller']],
    [generate('flux-dev', '1376x768'), ['1376x768', '16:9', 'caller']],
    [generate('flux-dev', '1024x1792'), ['1024x1792', '832x1440', 'caller']],
    [generate('flux-dev', '1440x1440'), ['1440x1440', '1:1', 'caller']],
    // The shape would differ by more than 2 %.
    [generate('flux-2-pro', '1024x512'), ['1024x512', 'caller']],
    [generate('flux-dev', '1440x608'), ['1440x608', '21:9', 'caller']],
    [generate('flux-dev', '1440x640'), ['1440x640', 'caller']],
    [generate('flux-kontext-pro', '4:5'), ['4:5', 'caller']],
    // No edition knows it: sent on purpose, and once.
    [{ ...generate('flux-dev', '1000x1000'), unchecked: true }, ['1000x1000', 'caller']],
    [generate('flux-9', '77 furlongs'), ['77 furlongs', 'caller']],
    // The other edition does not edit with this model.
    [{ ...edit('flux-2-pro'), size: '16:9' }, ['16:9', 'caller']],
    [{ ...edit('flux-dev', 10, 10), size: '9:16' }, ['9:16', 'caller']],
  ])('%j: %j', (request, expected) => {
    expect(plan(request)).toEqual(expected)
  })

  it('is 2 % apart at most when another is tried', () => {
    const size = fc.tuple(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 2, max: 60 }))
    fc.assert(
      fc.property(fc.constantFrom('flux-2-pro', 'flux-dev'), size, (model, [columns, rows]) => {
        const sent = `${columns * 32}x${rows * 32}`
        const [, second] = planSizes(generate(model, sent))
        const apart = second ? shapeDifference(parseSize(second.sent)!, parseSize(sent)!) : 0
        expect(apart).toBeLessThanOrEqual(0.02)
      }),
    )
  })
})

it('says which size the second one replaces', () => {
  expect([...planSizes(generate('flux-2-pro'))]).toEqual([
    { sent: '1:1', chosenBy: 'default' },
    { sent: '1024x1024', chosenBy: 'default', insteadOf: '1:1' },
  ])
})

describe('once an edition is known to be the one of the service', () => {
  it('its size comes first, and the other is still there', () => {
    expect(plan(generate('flux-2-pro'), 'readme')).toEqual(['1024x1024', '1:1', 'default'])
    expect(plan(generate('flux-2-pro', '1024x768'), 'current')).toEqual(['4:3', '1024x768', 'caller'])
    expect(plan(edit(undefined, 1080, 1350), 'current')).toEqual(['3:4', '4:5', 'input-image'])
  })

  it('nothing changes for a size of that edition, or of another shape', () => {
    expect(plan(generate('flux-2-pro', '1024x768'), 'readme')).toEqual(['1024x768', '4:3', 'caller'])
    expect(plan(generate('flux-2-pro', '1024x512'), 'current')).toEqual(['1024x512', 'caller'])
  })
})

it('every size that core chooses is one that the model takes', () => {
  const image = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) })
  const pairs = models.flatMap((model) => model.actions.map((action) => [model, action] as const))
  fc.assert(
    fc.property(fc.constantFrom(...pairs), image, ([model, action], { width, height }) => {
      const request = action === 'edit' ? edit(model.id, width, height) : generate(model.id)
      const sizes = [...planSizes(request)].map(({ sent }) => sent)
      expect(sizes.filter((size) => !checkSize(model, size, { action }).ok)).toEqual([])
    }),
  )
})

it.each([
  [generate('flux-2-pro'), '1024x512', ['16:9', '21:9']],
  [generate('flux-dev'), '16:9', ['1376x768']],
  [generate('flux-kontext-pro'), '4:5', ['3:4', '2:3']],
  [generate('flux-dev'), '1024x1024', []],
  [edit('flux-2-pro'), '16:9', []],
  [generate('flux-9'), '16:9', []],
])('the nearest sizes for %j with %s are %j', (request, sent, sizes) => {
  expect(nearestSizes(request, { sent, chosenBy: 'caller' })).toEqual(sizes)
})

it.each([
  [generate('flux-2-pro'), '1:1', 'current'],
  [generate('flux-2-pro'), '1024x1024', 'readme'],
  [generate('flux-dev'), '1024x1024', undefined],
  [generate('flux-9'), '1:1', undefined],
  [generate(), 'huge', undefined],
])('the only edition of %j with %s is %s', (request, sent, edition) => {
  expect(onlyEdition(request, sent)).toBe(edition)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FluxModel, findModel, models } from './models.ts'
import { checkSize, convertSize, describeSizeRule, formatSize, parseSize, suggestSizes } from './size.ts'

const anySize = fc.record({
  kind: fc.constantFrom('pixels' as const, 'ratio' as const),
  width: fc.integer({ min: 1, max: 999_999 }),
  height: fc.integer({ min: 1, max: 999_999 }),
})
const anyModel = fc.constantFrom(...models)

describe('parseSize', () => {
  it.each([
    ['1024x768', { kind: 'pixels', width: 1024, height: 768 }],
    ['1024X768', { kind: 'pixels', width: 1024, height: 768 }],
    [' 1024 × 768 ', { kind: 'pixels', width: 1024, height: 768 }],
    ['1024*768', { kind: 'pixels', width: 1024, height: 768 }],
    ['16:9', { kind: 'ratio', width: 16, height: 9 }],
    ['16 : 9', { kind: 'ratio', width: 16, height: 9 }],
  ])('reads %j', (text, size) => {
    expect(parseSize(text)).toEqual(size)
  })

  it.each([
    '',
    'x',
    '1024',
    '1024x',
    'x768',
    '0x768',
    '16:0',
    '-16:9',
    '1.5:1',
    '1e3x1e3',
    '1024x768x3',
    '1024 768',
    '1234567x1',
    '१६:९',
    'large',
  ])('does not read %j', (text) => {
    expect(parseSize(text)).toBeUndefined()
  })

  it('reads what formatSize writes', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        expect(parseSize(formatSize(size))).toEqual(size)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseSize(text)))
  })
})

describe('describeSizeRule', () => {
  it.each([
    ['flux-dev', 'multiples of 32 between 256 and 1440'],
    ['flux-2-max', 'multiples of 32 from 64 up'],
    ['flux-kontext-pro', 'one of the ratios 1:1 16:9 21:9 3:2 2:3 4:5 5:4 3:4 4:3 9:16 9:21'],
  ])('%s: %s', (id, text) => {
    expect(describeSizeRule(model(id).size)).toBe(text)
  })
})

describe('checkSize', () => {
  it.each([
    ['flux-dev', '256x1440'],
    ['flux-dev', '1024x1024'],
    ['flux-pro-1.1', '1440x256'],
    ['flux-2-pro', '64x64'],
    ['flux-2-pro', '4096x64'],
    ['flux-kontext-max', '9:21'],
    ['flux-pro-1.1-ultra', '16:9'],
  ])('%s takes %s', (id, text) => {
    expect(checkSize(model(id), text)).toMatchObject({ ok: true })
  })

  const classicRule = 'flux-dev needs multiples of 32 between 256 and 1440'
  const secondRule = 'flux-2-pro needs multiples of 32 from 64 up'
  const ratioRule = 'flux-kontext-pro needs one of the ratios 1:1 16:9 21:9 3:2 2:3 4:5 5:4 3:4 4:3 9:16 9:21'

  it.each([
    ['1000x1000', 'flux-dev', classicRule, '992x992'],
    ['1024x1000', 'flux-dev', classicRule, '1024x992'],
    ['224x224', 'flux-dev', classicRule, '256x256'],
    ['1472x1472', 'flux-dev', classicRule, '1440x1440'],
    ['2880x1440', 'flux-dev', classicRule, '1440x736'],
    ['1x1', 'flux-dev', classicRule, '256x256'],
    ['16:9', 'flux-dev', classicRule, '1376x768'],
    ['large', 'flux-dev', classicRule, '1024x1024'],
    ['32x64', 'flux-2-pro', secondRule, '64x128'],
    ['1:1', 'flux-2-pro', secondRule, '1024x1024'],
    ['1920x1080', 'flux-kontext-pro', ratioRule, '16:9'],
    ['32:18', 'flux-kontext-pro', ratioRule, '16:9'],
    ['1:3', 'flux-kontext-pro', ratioRule, '9:21'],
    ['', 'flux-kontext-pro', ratioRule, '1:1'],
  ])('refuses %j for %s: %s; nearest %s', (text, id, rule, nearest) => {
    expect(checkSize(model(id), text)).toEqual({ ok: false, rule, nearest })
  })

  it('names a nearest size that the same model takes, for any size', () => {
    fc.assert(
      fc.property(anyModel, anySize, (each, size) => {
        expect(checkSize(each, nearestOf(each, formatSize(size)))).toMatchObject({ ok: true })
      }),
    )
  })

  it('never throws and always names a size that fits, for any text', () => {
    fc.assert(
      fc.property(anyModel, fc.string({ unit: 'binary' }), (each, text) => {
        expect(checkSize(each, nearestOf(each, text))).toMatchObject({ ok: true })
      }),
    )
  })

  it.each(['1:999999', '999999:1', '999999x1', '999999x999999'])('stays readable at the edge: %s', (text) => {
    const check = checkSize(model('flux-2-pro'), text)
    expect(check).toMatchObject({ ok: false, nearest: expect.stringMatching(/^\d{2,6}x\d{2,6}$/) })
  })
})

describe('convertSize', () => {
  it.each([
    ['1920x1080', 'flux-pro-1.1-ultra', '16:9'],
    ['1024x768', 'flux-kontext-pro', '4:3'],
    ['21:9', 'flux-2-pro', '1568x672'],
    ['21:9', 'flux-dev', '1440x608'],
    ['9:16', 'flux-dev', '768x1376'],
    ['1024x1024', 'flux-dev', '1024x1024'],
  ])('%s for %s is %s', (text, id, converted) => {
    const size = parseSize(text)
    expect(size && formatSize(convertSize(model(id), size))).toBe(converted)
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyModel, anySize, (each, size) => {
        const once = convertSize(each, size)
        expect(convertSize(each, once)).toEqual(once)
      }),
    )
  })

  it('leaves alone what fits already', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 45 }), fc.integer({ min: 8, max: 45 }), (columns, rows) => {
        const size = { kind: 'pixels' as const, width: columns * 32, height: rows * 32 }
        expect(convertSize(model('flux-dev'), size)).toEqual(size)
      }),
    )
  })
})

describe('suggestSizes', () => {
  it('offers the ratios themselves where the model takes ratios', () => {
    expect(suggestSizes(model('flux-kontext-pro'))).toEqual([
      '1:1',
      '16:9',
      '21:9',
      '3:2',
      '2:3',
      '4:5',
      '5:4',
      '3:4',
      '4:3',
      '9:16',
      '9:21',
    ])
  })

  it('offers those ratios in pixels elsewhere, the default first', () => {
    expect(suggestSizes(model('flux-dev'))).toEqual([
      '1024x1024',
      '1376x768',
      '1440x608',
      '1248x832',
      '832x1248',
      '928x1152',
      '1152x928',
      '896x1184',
      '1184x896',
      '768x1376',
      '608x1440',
    ])
  })

  it('offers nothing that its model refuses, and nothing twice', () => {
    for (const each of models) {
      const sizes = suggestSizes(each)
      expect(new Set(sizes).size).toBe(sizes.length)
      for (const size of sizes) expect(checkSize(each, size)).toMatchObject({ ok: true })
    }
  })
})

function model(id: string): FluxModel {
  const found = findModel(id)
  if (!found) throw new Error(`no model ${id}`)
  return found
}

/** The text itself where it fits. */
function nearestOf(each: FluxModel, text: string): string {
  const check = checkSize(each, text)
  return check.ok ? text : check.nearest
}

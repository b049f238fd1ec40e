import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type FluxModel, findModel, models } from './model-labels.ts'
import {
  checkSize,
  convertSize,
  describeSizes,
  editionsOf,
  formatSize,
  parseSize,
  sameShapeSize,
  shapeDifference,
} from './size.ts'

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

describe('describeSizes', () => {
  it.each([
    [
      'flux-dev',
      'multiples of 32 between 256 and 1440, or 1024x1792, or 1792x1024, or one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21',
    ],
    ['flux-2-max', 'multiples of 32 from 64 up, or one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21'],
    ['flux-2-klein', 'one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21'],
    ['flux-kontext-pro', 'one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21 4:5 5:4'],
  ])('%s: %s', (id, text) => {
    expect(describeSizes(model(id))).toBe(text)
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
    ['flux-pro-1.1-ultra', '4:5'],
    ['flux-pro-1.1', '16:9'],
    ['flux-dev', '21:9'],
    ['flux-dev', '1024x1792'],
    ['flux-pro', '1792x1024'],
    ['flux-2-flex', '1:1'],
    ['flux-2-klein', '9:16'],
    ['flux-kontext-pro', '5:4'],
  ])('%s takes %s', (id, text) => {
    expect(checkSize(model(id), text)).toMatchObject({ ok: true })
  })

  it.each([
    ['flux-dev', '1024x1024', ['current', 'readme']],
    ['flux-dev', '1024x1792', ['current']],
    ['flux-dev', '1024x768', ['readme']],
    ['flux-dev', '16:9', ['current']],
    ['flux-2-pro', '16:9', ['current']],
    ['flux-2-pro', '1024x1024', ['readme']],
    ['flux-kontext-pro', '16:9', ['current', 'readme']],
    ['flux-kontext-pro', '4:5', ['readme']],
    ['flux-kontext-pro', '1024x1024', []],
  ])('%s with %s is in the editions %j', (id, text, editions) => {
    expect(editionsOf(model(id), parseSize(text)!)).toEqual(editions)
  })

  const nine = '1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21'
  const classicRule = `flux-dev needs multiples of 32 between 256 and 1440, or 1024x1792, or 1792x1024, or one of the ratios ${nine}`
  const secondRule = `flux-2-pro needs multiples of 32 from 64 up, or one of the ratios ${nine}`
  const ratioRule = `flux-kontext-pro needs one of the ratios ${nine} 4:5 5:4`
  const kleinRule = `flux-2-klein needs one of the ratios ${nine}`

  it.each([
    ['1000x1000', 'flux-dev', classicRule, '992x992'],
    ['1024x1000', 'flux-dev', classicRule, '1024x992'],
    ['224x224', 'flux-dev', classicRule, '256x256'],
    ['1472x1472', 'flux-dev', classicRule, '1440x1440'],
    ['2880x1440', 'flux-dev', classicRule, '1440x736'],
    ['1x1', 'flux-dev', classicRule, '256x256'],
    ['4:5', 'flux-dev', classicRule, '3:4'],
    ['large', 'flux-dev', classicRule, '1024x1024'],
    ['32x64', 'flux-2-pro', secondRule, '64x128'],
    ['5:4', 'flux-2-pro', secondRule, '4:3'],
    ['1024x1024', 'flux-2-klein', kleinRule, '1:1'],
    ['4:5', 'flux-2-klein', kleinRule, '3:4'],
    ['1920x1080', 'flux-kontext-pro', ratioRule, '16:9'],
    ['32:18', 'flux-kontext-pro', ratioRule, '16:9'],
    ['1:3', 'flux-kontext-pro', ratioRule, '9:21'],
    ['', 'flux-kontext-pro', ratioRule, '1:1'],
  ])('refuses %j for %s: %s; nearest %s', (text, id, rule, nearest) => {
    expect(checkSize(model(id), text)).toEqual({ ok: false, rule, nearest })
  })

  it.each([
    ['flux-2-pro', '1024x768', 'flux-2-pro needs one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21', '4:3'],
    [
      'flux-dev',
      '1376x768',
      'flux-dev needs 1024x1024, or 1024x1792, or 1792x1024, or one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21',
      '1792x1024',
    ],
  ])(
    'refuses for an edit by %s what only the README takes, which edits with kontext only: %s',
    (id, text, rule, nearest) => {
      expect(checkSize(model(id), text, { action: 'generate' })).toMatchObject({ ok: true, editions: ['readme'] })
      expect(checkSize(model(id), text, { action: 'edit' })).toEqual({ ok: false, rule, nearest })
    },
  )

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
    expect(check).toMatchObject({ ok: false, nearest: expect.stringMatching(/^\d{1,6}[x:]\d{1,6}$/) })
  })
})

describe('convertSize', () => {
  it.each([
    ['1920x1080', 'flux-pro-1.1-ultra', '16:9'],
    ['1024x768', 'flux-kontext-pro', '4:3'],
    ['21:9', 'flux-2-pro', '21:9'],
    ['7:3', 'flux-2-pro', '21:9'],
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

describe('convertSize to the sizes of one edition', () => {
  it.each([
    ['21:9', 'flux-2-pro', 'readme', '1568x672'],
    ['21:9', 'flux-dev', 'readme', '1440x608'],
    ['9:16', 'flux-dev', 'readme', '768x1376'],
    ['1568x672', 'flux-2-pro', 'current', '21:9'],
    ['1440x1440', 'flux-dev', 'current', '1024x1024'],
  ] as const)('%s for %s in the edition %s is %s', (text, id, edition, converted) => {
    expect(formatSize(convertSize(model(id), parseSize(text)!, { edition }))).toBe(converted)
  })
})

test.each([
  ['16:9', '1376x768', 0.0078],
  ['1:1', '1024x1024', 0],
  ['16:9', '9:16', 2.16],
])('%s and %s are %d apart', (one, other, difference) => {
  expect(shapeDifference(parseSize(one)!, parseSize(other)!)).toBeCloseTo(difference, 3)
  expect(shapeDifference(parseSize(other)!, parseSize(one)!)).toBeCloseTo(difference, 3)
})

describe('sameShapeSize', () => {
  it.each([
    ['flux-dev', '1024x768', '1024x768'],
    ['flux-dev', '16:9', '16:9'],
    ['flux-kontext-pro', '1024x768', '4:3'],
    ['flux-kontext-pro', '1920x1080', '16:9'],
    ['flux-2-klein', '2048x2048', '1:1'],
    ['flux-dev', '4:5', '928x1152'],
    ['flux-kontext-pro', '1000x900', undefined],
    ['flux-2-klein', '4:5', undefined],
    ['flux-dev', '100:1', undefined],
  ])('of %s and %s is %s', (id, text, expected) => {
    const size = sameShapeSize(findModel(id)!, parseSize(text)!)
    expect(size && formatSize(size)).toBe(expected)
  })

  it('stays within 2 % of the shape, and is a size that the model takes', () => {
    fc.assert(
      fc.property(anyModel, anySize, (each, size) => {
        const same = sameShapeSize(each, size)
        if (!same) return
        expect(checkSize(each, formatSize(same)).ok).toBe(true)
        expect(shapeDifference(same, size)).toBeLessThanOrEqual(0.02)
      }),
    )
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

import { findModel, models, suggestSizes } from '@fluxkit/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSize, showSize } from './read-size.ts'

const dev = findModel('flux-dev')
if (dev === undefined) throw new Error('no flux-dev')

test.each<[string, ReturnType<typeof readSize>]>([
  ['1024x768', { kind: 'fits', size: '1024x768' }],
  [' 1024 × 768 ', { kind: 'fits', size: '1024x768' }],
  ['1024*768', { kind: 'fits', size: '1024x768' }],
  ['1000x700', { kind: 'refused', nearest: '992x704' }],
  ['1000', { kind: 'unreadable' }],
  ['0x10', { kind: 'unreadable' }],
  ['', { kind: 'unreadable' }],
  ['wide', { kind: 'unreadable' }],
])('%j reads as %j', (text, read) => {
  expect(readSize(dev, text)).toEqual(read)
})

test('the nearest size of every model fits', () => {
  const side = fc.integer({ min: 1, max: 9999 })
  fc.assert(
    fc.property(fc.constantFrom(...models), side, side, fc.constantFrom('x', ':'), (model, width, height, sign) => {
      const read = readSize(model, `${width}${sign}${height}`)
      const nearest = read.kind === 'refused' ? readSize(model, read.nearest) : read
      expect(nearest.kind).toBe('fits')
    }),
  )
})

test('every size that is offered fits as it is shown', () => {
  for (const model of models) {
    for (const size of suggestSizes(model, 'generate')) {
      expect(readSize(model, showSize(size))).toEqual({ kind: 'fits', size })
    }
  }
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pixelSize, simulatedModels } from './models.ts'

const model = fc.constantFrom(...simulatedModels)

test('any ratio gives an image of that shape with about the usual number of pixels', () => {
  fc.assert(
    fc.property(model, fc.integer({ min: 1, max: 21 }), fc.integer({ min: 1, max: 21 }), (each, a, b) => {
      fc.pre(Math.max(a / b, b / a) <= 3)
      const [width, height] = pixelSize(each, `${a}:${b}`)
      expect([width % 16, height % 16]).toEqual([0, 0])
      expect(Math.abs(width / height / (a / b) - 1)).toBeLessThan(0.04)
      expect(Math.abs((width * height) / each.pixelsOfRatio - 1)).toBeLessThan(0.04)
    }),
  )
})

test.each([
  ['flux-dev', '16:9', [1360, 768]],
  ['flux-2-pro', '9:21', [672, 1568]],
  ['flux-kontext-max', '4:5', [912, 1152]],
  ['flux-pro-1.1-ultra', '1:1', [2048, 2048]],
  ['flux-dev', '1024x1792', [1024, 1792]],
  ['flux-dev', undefined, [1024, 1024]],
])('%s at %s is drawn as %j', (id, size, expected) => {
  const found = simulatedModels.find((each) => each.id === id)
  expect(found && pixelSize(found, size)).toEqual(expected)
})

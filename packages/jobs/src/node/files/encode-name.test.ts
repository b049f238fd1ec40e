import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeName, encodeName } from './encode-name.ts'

describe('the file name of an id', () => {
  test.each([
    ['20261122-154501-k3f9', '20261122-154501-k3f9'],
    ['a_B', 'a_%42'],
    ['con', '%63on'],
    ['../../x', '%2e%2e%2f%2e%2e%2fx'],
    ['', '%'],
    ['狐', '%e7%8b%90'],
  ])('%j is %j', (id, name) => {
    expect(encodeName(id)).toBe(name)
  })

  test('is plain, short, and another one for every other id, also where case is ignored', () => {
    const id = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.constantFrom('a', 'A', 'con', 'CON', 'cOn'))
    fc.assert(
      fc.property(id, id, (one, other) => {
        const name = encodeName(one)
        expect(name).toMatch(/^[a-z0-9_%~-]{1,200}$/)
        expect(name === encodeName(other)).toBe(one === other)
        expect(name.length > 120 || name === '%' || decodeName(name) === one).toBe(true)
      }),
    )
  })

  test.each(['a b', 'a (copy)', 'A', '%zz', 'con', 'ä', '%61'])('can’t be %j', (name) => {
    expect(decodeName(name)).toBeUndefined()
  })
})

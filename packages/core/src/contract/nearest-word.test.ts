import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestWord } from './nearest-word.ts'

describe('nearestWord', () => {
  it.each([
    ['flux-def', ['flux-dev', 'flux-pro'], 'flux-dev'],
    ['FLUX-PRO', ['flux-dev', 'flux-pro'], 'flux-pro'],
    ['promt', ['prompt', 'size'], 'prompt'],
    ['image_url', ['imageUrl', 'callbackUrl'], 'imageUrl'],
    ['siez', ['prompt', 'size'], 'size'],
  ])('takes %j for one of %j: %j', (word, candidates, nearest) => {
    expect(nearestWord(word, candidates)).toBe(nearest)
  })

  it.each(['steps', 'aspectRatio'])('has no idea for a word that is like none: %j', (word) => {
    expect(nearestWord(word, ['action', 'prompt', 'model', 'count', 'size'])).toBeUndefined()
  })

  it('prefers the first of two equally near', () => {
    expect(nearestWord('cat', ['bat', 'rat'])).toBe('bat')
  })

  it('has nothing to offer without candidates', () => {
    expect(nearestWord('prompt', [])).toBeUndefined()
  })

  it('finds a word that is among the candidates, and answers only with a candidate', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(fc.string({ maxLength: 30 })), (word, others) => {
        const nearest = nearestWord(word, others)
        expect(nearest === undefined || others.includes(nearest)).toBe(true)
        expect(nearestWord(word, [word, ...others])).toBe(word)
      }),
    )
  })

  it('stays quick for a word of a megabyte', () => {
    expect(nearestWord('x'.repeat(1_000_000), ['prompt'])).toBeUndefined()
  })
})

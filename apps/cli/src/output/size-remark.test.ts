import { describe, expect, it } from 'vitest'
import { english } from '../language/translator.ts'
import { sizeRemark } from './size-remark.ts'

describe('sizeRemark', () => {
  it('says nothing about a size that was asked for', () => {
    expect(sizeRemark({ sent: '16:9', chosenBy: 'caller' }, 'edit', undefined, english)).toBeUndefined()
  })

  it('says nothing about the default of a new image', () => {
    expect(sizeRemark({ sent: '1024x1024', chosenBy: 'default' }, 'generate', undefined, english)).toBeUndefined()
  })

  it('says nothing when an edit keeps its shape', () => {
    expect(
      sizeRemark({ sent: '3:2', chosenBy: 'input-image' }, 'edit', { width: 640, height: 427 }, english),
    ).toBeUndefined()
  })

  it('says what an edit gets when no size has its shape', () => {
    expect(sizeRemark({ sent: '21:9', chosenBy: 'input-image' }, 'edit', { width: 4000, height: 1000 }, english)).toBe(
      'Size 21:9 landscape: the nearest to the image, which has 4000 × 1000.',
    )
  })

  it('says that the shape of the image is not known', () => {
    expect(sizeRemark({ sent: '1:1', chosenBy: 'default' }, 'edit', undefined, english)).toBe(
      'Size 1:1 square: the shape of the image isn’t known. --size chooses another.',
    )
  })

  it('says what was sent in place of a size that the service refused', () => {
    expect(
      sizeRemark({ sent: '1024x1024', chosenBy: 'default', insteadOf: '1:1' }, 'generate', undefined, english),
    ).toBe('Size 1024x1024 · 1:1 square: this service doesn’t accept 1:1.')
  })
})

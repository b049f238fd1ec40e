import { describe, expect, it } from 'vitest'
import { collectField } from './field-option.ts'

describe('collectField', () => {
  it.each([
    ['seed=7', { seed: 7 }],
    ['raw=true', { raw: true }],
    ['nothing=null', { nothing: null }],
    ['tags=["a","b"]', { tags: ['a', 'b'] }],
    ['version="1.0"', { version: '1.0' }],
    ['style=woodcut', { style: 'woodcut' }],
    ['note=a=b', { note: 'a=b' }],
    ['empty=', { empty: '' }],
    ['lines=a\nb', { lines: 'a\nb' }],
  ])('reads %s', (text, fields) => {
    expect(collectField(text, undefined)).toEqual(fields)
  })

  it('adds to the fields before it', () => {
    expect(collectField('b=2', { a: 1 })).toEqual({ a: 1, b: 2 })
  })

  it('keeps a name that objects inherit as its own field', () => {
    const fields = collectField('__proto__=1', undefined)
    expect(Object.keys(fields)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
  })

  it.each(['seed', '=7', ''])('refuses %j, which has no name', (text) => {
    expect(() => collectField(text, undefined)).toThrow(`The value “${text}” isn’t valid for --field.`)
  })

  it.each(['tags=["a"', 'box={', 'name="a'])('refuses %s, which is damaged JSON', (text) => {
    expect(() => collectField(text, undefined)).toThrow('is not valid JSON.')
  })

  it('refuses a name that is given twice', () => {
    expect(() => collectField('seed=8', { seed: 7 })).toThrow('seed is given twice.')
  })
})

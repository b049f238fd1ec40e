import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkNamePattern, type NameValues, pictureName, safePart } from './file-name.ts'

const values: NameValues = {
  prompt: 'A red fox, at dawn!',
  model: 'flux-2-pro',
  seed: 0,
  index: 2,
  count: 1,
  task: '226eb763',
  atMs: new Date(2026, 10, 22, 5, 4, 3).getTime(),
}

describe('pictureName', () => {
  it.each([
    ['{prompt}', [], 'A-red-fox-at-dawn'],
    ['{model}/{prompt}', ['flux-2-pro'], 'A-red-fox-at-dawn'],
    ['{seed}', [], '0'],
    ['{date}_{index}', [], '2026-11-22-050403_2'],
    ['cover ({task})', [], 'cover-(226eb763)'],
  ])('fills %s', (pattern, folders, name) => {
    expect(pictureName(pattern, values)).toEqual({ folders, name })
  })

  it('adds the index when a task has made several pictures', () => {
    expect(pictureName('{prompt}', { ...values, count: 3 }).name).toBe('A-red-fox-at-dawn-2')
  })

  it('adds no index where the seed tells the pictures apart', () => {
    expect(pictureName('cat {seed}', { ...values, count: 3 }).name).toBe('cat-0')
  })

  it('keeps the first words of a long prompt', () => {
    const prompt = 'an extremely detailed photograph of a lighthouse on a cliff while a storm comes up'
    expect(pictureName('{prompt}', { ...values, prompt }).name).toBe(
      'an-extremely-detailed-photograph-of-a-lighthouse-on-a-cliff',
    )
  })

  it('keeps other scripts', () => {
    expect(pictureName('{prompt}', { ...values, prompt: 'ein Fuchs – лиса 狐' }).name).toBe('ein-Fuchs-лиса-狐')
  })

  it('lets no prompt leave the folder', () => {
    expect(pictureName('{prompt}', { ...values, prompt: '../../etc/passwd' })).toEqual({
      folders: [],
      name: 'etc-passwd',
    })
  })

  it('makes safe names of any prompt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (prompt) => {
        const { folders, name } = pictureName('{prompt}', { ...values, prompt })
        expect(folders).toEqual([])
        expect(name).toMatch(/^[^\\/:*?"<>|.\s-][^\\/:*?"<>|\s]*$/u)
        expect(name).not.toMatch(/[.-]$/)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(97)
      }),
    )
  })
})

describe('safePart', () => {
  it.each([
    ['', 'picture'],
    ['...', 'picture'],
    ['con', 'picture-con'],
    ['COM1.txt', 'picture-COM1.txt'],
    ['console', 'console'],
    ['.hidden', 'hidden'],
    ['a\u0000b\u001B[2J', 'a-b-2J'],
    ['trailing. ', 'trailing'],
  ])('makes %j into %s', (text, expected) => {
    expect(safePart(text)).toBe(expected)
  })

  it('stays below the limit of file systems', () => {
    expect(Buffer.byteLength(safePart('狐'.repeat(300)))).toBe(120)
  })
})

describe('checkNamePattern', () => {
  it.each(['{prompt}', 'cats/{model}/{index}', 'plain name'])('accepts %s', (pattern) => {
    expect(checkNamePattern(pattern)).toBeUndefined()
  })

  it('names the placeholders when it finds another one', () => {
    expect(checkNamePattern('{promt}')).toBe('unknown {promt}; there are {prompt} {model} {seed} {index} {date} {task}')
  })

  it.each(['../x', '/abs', 'a//b', 'a/./b', '', 'a/', String.raw`..\x`])('refuses %j', (pattern) => {
    expect(checkNamePattern(pattern)).toBe('must not begin or end with a slash, or have . or .. as a part')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imageName, type NameValues } from './file-name.ts'
import { english } from '../language/translator.ts'
import { checkNamePattern } from './name-pattern.ts'

const values: NameValues = {
  prompt: 'A red fox, at dawn!',
  model: 'flux-2-pro',
  seed: 0,
  index: 2,
  count: 1,
  task: '226eb763',
  atMs: new Date(2026, 10, 22, 5, 4, 3).getTime(),
}

/** `fc.string({ unit: 'binary' })` takes 0.7 s to build. */
const anyPrompt = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 400 })
  .map((codes) => String.fromCharCode(...codes))

describe('imageName', () => {
  it.each([
    ['{prompt}', [], 'a-red-fox-at-dawn'],
    ['{model}/{prompt}', ['flux-2-pro'], 'a-red-fox-at-dawn'],
    ['{seed}', [], '0'],
    ['{date}_{index}', [], '2026-11-22-050403_2'],
    ['cover ({task})', [], 'cover (226eb763)'],
    ['{model}/../{task}', ['flux-2-pro', 'image'], '226eb763'],
  ])('fills %s', (pattern, folders, name) => {
    expect(imageName(pattern, values)).toEqual({ folders, name })
  })

  it('adds the index when a task has made several images', () => {
    expect(imageName('{prompt}', { ...values, count: 3 }).name).toBe('a-red-fox-at-dawn-2')
  })

  it('adds no index where the seed tells the images apart', () => {
    expect(imageName('cat {seed}', { ...values, count: 3 }).name).toBe('cat 0')
  })

  it('keeps the first words of a long prompt', () => {
    const prompt = 'an extremely detailed photograph of a lighthouse on a cliff while a storm comes up'
    expect(imageName('{prompt}', { ...values, prompt }).name).toBe(
      'an-extremely-detailed-photograph-of-a-lighthouse-on-a-cliff',
    )
  })

  it('keeps other scripts', () => {
    expect(imageName('{prompt}', { ...values, prompt: 'ein Fuchs – лиса 狐' }).name).toBe('ein-fuchs-лиса-狐')
  })

  it('lets no prompt leave the folder', () => {
    expect(imageName('{prompt}', { ...values, prompt: '../../etc/passwd' })).toEqual({
      folders: [],
      name: 'etc-passwd',
    })
  })

  it('makes safe names of any prompt', () => {
    fc.assert(
      fc.property(anyPrompt, (prompt) => {
        const { folders, name } = imageName('{prompt}', { ...values, prompt })
        expect(folders).toEqual([])
        expect(name).toMatch(/^[^\\/:*?"<>|.\s-][^\\/:*?"<>|\s]*$/u)
        expect(name).not.toMatch(/[.-]$/)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(130)
      }),
    )
  })
})

describe('on Windows', () => {
  it.each([
    ['con/{prompt}', {}, ['_con'], 'a-red-fox-at-dawn'],
    ['NUL.txt/aux', {}, ['_NUL.txt'], '_aux'],
    [String.raw`{model}\{task}`, { task: 'com1' }, ['flux-2-pro'], '_com1'],
    ['{prompt}', { prompt: 'Lpt¹' }, [], 'lpt¹-image'],
    ['C:{task}', {}, [], 'C-226eb763'],
    ['cats. /dogs...', {}, ['cats'], 'dogs'],
  ])('%j with %j is not a device, a drive or a name that Windows cuts', (pattern, change, folders, name) => {
    expect(imageName(pattern, { ...values, ...change })).toEqual({ folders, name })
  })
})

describe('checkNamePattern', () => {
  it.each(['{prompt}', 'cats/{model}/{index}', 'plain name'])('accepts %s', (pattern) => {
    expect(checkNamePattern(pattern)).toBeUndefined()
  })

  it('names the placeholders when it finds another one', () => {
    expect(checkNamePattern('{promt}')?.(english)).toBe(
      'There is no placeholder {promt}. There are these: {prompt} {model} {seed} {index} {date} {task}.',
    )
  })

  it.each(['../x', '/abs', 'a//b', 'a/./b', '', 'a/', String.raw`..\x`])('refuses %j', (pattern) => {
    expect(checkNamePattern(pattern)?.(english)).toBe(
      'It must not begin or end with a slash, or have . or .. as a part.',
    )
  })
})

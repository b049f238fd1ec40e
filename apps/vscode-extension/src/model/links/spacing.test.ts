import { describe, expect, test } from 'vitest'
import { spacingFor, type Surroundings } from './spacing.ts'

const isolated: Surroundings = { before: '', after: '', lineAbove: '', lineBelow: '' }

test('in languages with inline images nothing is written around a link', () => {
  const around = { before: 'Text ', after: ' more', lineAbove: 'above', lineBelow: 'below' }
  expect(spacingFor('markdown', around)).toEqual({ before: '', after: '', swallowed: 0 })
})

describe.each(['asciidoc', 'restructuredtext'] as const)('in %s, where an image is a separate block,', (syntax) => {
  test.each<[string, Partial<Surroundings>, string, string, number]>([
    ['an isolated position needs nothing', {}, '', '', 0],
    ['indentation is not text', { before: '   ' }, '', '', 0],
    ['text before it ends its paragraph', { before: 'Text ' }, '\n\n', '', 0],
    ['text behind it begins a new one, not indented', { after: '  more' }, '', '\n\n', 2],
    ['a line above is kept apart', { lineAbove: 'above' }, '\n', '', 0],
    ['a line below is kept apart', { lineBelow: 'below' }, '', '\n', 0],
    ['a line above does not matter when text stands before it', { before: 'Text', lineAbove: 'above' }, '\n\n', '', 0],
    ['blank lines with spaces are blank', { lineAbove: ' ', lineBelow: '\t' }, '', '', 0],
  ])('%s', (_, part, before, after, swallowed) => {
    expect(spacingFor(syntax, { ...isolated, ...part })).toEqual({ before, after, swallowed })
  })
})

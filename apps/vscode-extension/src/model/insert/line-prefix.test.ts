import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBlankLine, linePrefix } from './line-prefix.ts'

test.each([
  ['text', ''],
  ['  text', '  '],
  ['\ttext', '\t'],
  ['- item', '  '],
  ['10. item', '    '],
  ['-\titem', ' \t'],
  ['\t* item', '\t  '],
  ['> quote', '> '],
  ['>quote', '> '],
  ['> > - item', '> >   '],
  ['- > quote', '  > '],
  ['-5 degrees', ''],
  ['*emphasis*', ''],
  ['- [ ] task', '  '],
])('after %j a line begins with %j', (line, prefix) => {
  expect(linePrefix(line)).toBe(prefix)
})

test('a prefix is the prefix of a line that it begins', () => {
  const token = fc.constantFrom('> ', '- ', '1. ', '\t', '  ', 'a', '*')
  fc.assert(
    fc.property(fc.array(token, { maxLength: 6 }), (tokens) => {
      const prefix = linePrefix(tokens.join(''))
      expect(linePrefix(`${prefix}x`)).toBe(prefix)
      expect(isBlankLine(prefix)).toBe(true)
    }),
  )
})

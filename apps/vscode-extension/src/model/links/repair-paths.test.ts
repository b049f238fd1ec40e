import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PathChange, repairPaths } from './repair-paths.ts'

function repaired(text: string, ...changes: PathChange[]): string {
  return repairPaths(text, changes).reduceRight(
    (all, { start, end, text: to }) => all.slice(0, start) + to + all.slice(end),
    text,
  )
}

const change = { from: 'images/fox.png', to: '../images/fox.png' }

test.each([
  ['![a](images/fox.png)', '![a](../images/fox.png)'],
  ['See images/fox.png.', 'See ../images/fox.png.'],
  ['"images/fox.png" images/fox.png', '"../images/fox.png" ../images/fox.png'],
  ['![a](my/images/fox.png)', '![a](my/images/fox.png)'],
  ['![a](../images/fox.png)', '![a](../images/fox.png)'],
  ['images/fox.png-2', 'images/fox.png-2'],
  ['images/owl.png', 'images/owl.png'],
])('%j becomes %j', (text, expected) => {
  expect(repaired(text, change)).toBe(expected)
})

test('one change does not disturb another', () => {
  const swap = [
    { from: 'a.png', to: 'b.png' },
    { from: 'b.png', to: 'a.png' },
  ]
  expect(repaired('(a.png) (b.png)', ...swap)).toBe('(b.png) (a.png)')
})

test('an incomplete path stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('i', '/', '.', ' ', '(') }), (text) => {
      const edits = repairPaths(text, [{ from: 'i/i', to: 'o' }])
      const rest = edits.reduceRight((all, { start, end }) => all.slice(0, start) + all.slice(end), text)
      expect(text.length - rest.length).toBe(3 * edits.length)
      for (const { start, end } of edits) expect(text.slice(start, end)).toBe('i/i')
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Selection, selectionAfter, selectionAsEdited } from './selection-after.ts'

const at = (character: number): { line: number; character: number } => ({ line: 0, character })
const select = (anchor: number, active: number): Selection => ({ anchor: at(anchor), active: at(active) })
const inserted = { start: at(5), end: at(5) }
const link = '![a](b)'

test.each<[string, Selection, boolean, Selection]>([
  ['a cursor before it stays', select(3, 3), false, select(3, 3)],
  ['a cursor after it moves along', select(6, 6), false, select(13, 13)],
  ['a cursor at its position goes behind it', select(5, 5), false, select(12, 12)],
  ['a cursor at the end of the line above stays', select(5, 5), true, select(5, 5)],
  ['a selection that ends there does not take it in', select(2, 5), false, select(2, 5)],
  ['a backward selection that ends there does not take it in', select(5, 2), false, select(5, 2)],
  ['a selection that begins there moves along', select(5, 8), false, select(12, 15)],
  ['a backward selection that begins there moves along', select(8, 5), false, select(15, 12)],
  ['a selection around the position keeps its words', select(2, 8), false, select(2, 15)],
])('%s', (_, selection, leaves, expected) => {
  expect(selectionAfter(selection, inserted, link, leaves)).toEqual(expected)
})

test('the editor itself differs only where an edge touches the position', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.boolean(), (anchor, active, leaves) => {
      fc.pre(anchor !== 5 && active !== 5)
      const selection = select(anchor, active)
      expect(selectionAsEdited(selection, inserted, link)).toEqual(selectionAfter(selection, inserted, link, leaves))
    }),
  )
})

test('the editor lets a selection that ends at the position grow', () => {
  expect(selectionAsEdited(select(2, 5), inserted, link)).toEqual(select(2, 12))
})

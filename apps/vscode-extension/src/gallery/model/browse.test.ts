import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filtered, nextIndex, toggled, withNumbers, zoomed } from './browse.ts'
import type { Entry, Group } from './protocol.ts'

const entry = (title: string, part: Partial<Entry> = {}): Entry => ({
  key: title,
  title,
  name: `${title}.png`,
  facts: [],
  actions: [],
  ...part,
})
const titles = (groups: readonly Group[]): string[] =>
  groups.flatMap(({ entries }) => entries.map(({ title }) => title))

describe('a filter', () => {
  const groups = [
    {
      title: 'Images',
      entries: [entry('Red fox', { state: 'missing' }), entry('Owl', { facts: [['Model', 'FLUX.1 dev']] })],
    },
    { title: 'Kept', entries: [entry('Ökotop')] },
  ]
  test.each([
    ['', ['Red fox', 'Owl', 'Ökotop']],
    ['  ', ['Red fox', 'Owl', 'Ökotop']],
    ['FOX red', ['Red fox']],
    ['flux', ['Owl']],
    ['missing', ['Red fox']],
    ['owl.png', ['Owl']],
    ['öko', ['Ökotop']],
    ['fox owl', []],
    ['(', []],
  ])('%j leaves %j', (filter, left) => expect(titles(filtered(groups, filter))).toEqual(left))

  test('leaves out groups without a match', () => {
    expect(filtered(groups, 'fox').map(({ title }) => title)).toEqual(['Images'])
  })
})

describe('keys', () => {
  // Three in a row; the third row begins with another group, and is lower.
  const spots = [0, 1, 2, 3, 4, 5, 6].map((at) => ({ left: (at % 3) * 100, top: Math.floor(at / 3) * 120 }))
  test.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 6, 6],
    ['ArrowLeft', 0, 0],
    ['Home', 5, 0],
    ['End', 0, 6],
    ['ArrowDown', 1, 4],
    ['ArrowDown', 4, 6],
    ['ArrowDown', 6, 6],
    ['ArrowUp', 6, 3],
    ['ArrowUp', 5, 2],
    ['ArrowUp', 1, 1],
    ['PageDown', 0, 6],
    ['PageDown', 2, 6],
    ['PageDown', 6, 6],
    ['PageUp', 6, 0],
    ['PageUp', 4, 1],
    ['a', 1, undefined],
  ])('%s leads from %i to %s', (key, from, to) => expect(nextIndex(key, from, spots, 200)).toBe(to))

  test('lead nowhere without images, and never out of the list', () => {
    expect(nextIndex('End', 0, [], 200)).toBeUndefined()
    const spot = fc.record({ left: fc.nat(500), top: fc.nat(500) })
    const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End')
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 20 }), fc.nat(19), key, (all, at, name) => {
        const next = nextIndex(name, at % all.length, all, 200)
        expect(all[next ?? -1]).toBeDefined()
      }),
    )
  })
})

test('at most four images are compared, and one that is taken again goes', () => {
  expect(toggled([], 'a')).toEqual(['a'])
  expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  expect(toggled(['a', 'b', 'c', 'd'], 'e')).toBeUndefined()
  expect(toggled(['a', 'b', 'c', 'd'], 'd')).toEqual(['a', 'b', 'c'])
})

test('the zoom goes by steps from what fits, which is its lower end, to four times', () => {
  const way: number[] = []
  for (let step = 0; step < 5; step++) way.push(zoomed(way.at(-1) ?? 0, 1, 0.3))
  expect(way).toEqual([0.5, 1, 2, 4, 4])
  expect(zoomed(1, -1, 0.3)).toBe(0.5)
  expect(zoomed(0.5, -1, 0.3)).toBe(0)
  expect(zoomed(0, -1, 0.3)).toBe(0)
  // A small image fits at more than its own size.
  expect(zoomed(0, 1, 1.5)).toBe(2)
  expect(zoomed(2, -1, 1.5)).toBe(0)
})

test('numbers go into a text where it wants them', () => {
  expect(withNumbers('%2 枚中 %1 枚', 3, 12)).toBe('12 枚中 3 枚')
  expect(withNumbers('100% of %1', 5)).toBe('100% of 5')
})

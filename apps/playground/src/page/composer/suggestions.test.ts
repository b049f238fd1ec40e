import { expect, test } from 'vitest'
import { fitting, moved } from './suggestions.ts'

const item = { title: '', detail: '', choose: () => undefined }
const choices = ['Today', 'day', 'hour'].map((name) => ({ name, value: name }))

test('what was typed in full comes before what only has it inside', () => {
  expect(fitting(choices, 'DAY ').map(({ name }) => name)).toEqual(['day', 'Today'])
  expect(fitting(choices, '')).toEqual(choices)
  expect(fitting(choices, 'week')).toEqual([])
})

test.each([
  [-1, 1, 0],
  [0, 1, 1],
  [1, 1, 0],
  [0, -1, 1],
  [-1, -1, 1],
] as const)('of two, from %i by %i comes %i', (active, by, expected) => {
  expect(moved({ items: [item, item], active }, by).active).toBe(expected)
})

test('without suggestions no key selects one', () => {
  expect(moved({ items: [], active: -1 }, 1).active).toBe(-1)
})

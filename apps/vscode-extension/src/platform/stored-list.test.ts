import { expect, test } from 'vitest'
import { storedList } from './stored-list.ts'

const stateOf = (stored: unknown) => ({ get: () => stored as never })
const named = ({ name }: { readonly name: string }): string | undefined => (name === '' ? undefined : name)

test('each entry is read, and those that are not what they should be are left out', () => {
  const stored = [{ name: 'fox' }, null, 7, { name: '' }, { name: 'hare' }]
  expect(storedList(stateOf(stored), 'animals', named)).toEqual(['fox', 'hare'])
})

test.each([undefined, null, 'fox', 7, { length: 1 }])('anything but a list (%j) has no entries', (stored) => {
  expect(storedList(stateOf(stored), 'animals', named)).toEqual([])
})

test('a store that fails has no entries', () => {
  const state = {
    get() {
      throw new Error('the database is locked')
    },
  }
  expect(storedList(state, 'animals', named)).toEqual([])
})

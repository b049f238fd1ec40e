import { expect, it } from 'vitest'

import { LatestSet } from './latest-set.ts'

it('knows a key again', () => {
  const set = new LatestSet(2)
  expect([set.add('a'), set.add('b'), set.add('a'), set.add('b')]).toEqual([true, true, false, false])
})

it('forgets the oldest when it is full', () => {
  const set = new LatestSet(2)
  for (const key of ['a', 'b', 'c']) set.add(key)
  expect([set.add('c'), set.add('b'), set.add('a')]).toEqual([false, false, true])
})

it('counts a key that comes again as the latest', () => {
  const set = new LatestSet(2)
  for (const key of ['a', 'b', 'a', 'c']) set.add(key)
  expect([set.add('a'), set.add('b')]).toEqual([false, true])
})

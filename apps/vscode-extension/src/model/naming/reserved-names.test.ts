import { expect, test } from 'vitest'
import { createReservedNames } from './reserved-names.ts'

const nothing = async (): Promise<boolean> => false

test('jobs that end in the same moment get different names', async () => {
  const names = createReservedNames()
  const taken = await Promise.all([1, 2, 3].map(() => names.take('/img', 'fox', 'png', nothing)))
  expect(taken.toSorted()).toEqual(['fox-2.png', 'fox-3.png', 'fox.png'])
})

test('a name in one folder is free in another', async () => {
  const names = createReservedNames()
  expect(await names.take('/a', 'fox', 'png', nothing)).toBe('fox.png')
  expect(await names.take('/b', 'fox', 'png', nothing)).toBe('fox.png')
})

test('a name that is released without a file is free again; with a file it is not', async () => {
  const names = createReservedNames()
  names.release('/img', await names.take('/img', 'fox', 'png', nothing))
  expect(await names.take('/img', 'fox', 'png', nothing)).toBe('fox.png')
  names.release('/img', 'fox.png')
  expect(await names.take('/img', 'fox', 'png', async (name) => name === 'fox.png')).toBe('fox-2.png')
})

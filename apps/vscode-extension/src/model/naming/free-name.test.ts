import { expect, test } from 'vitest'
import { freeName } from './free-name.ts'

test('the plain name when it is free', async () => {
  expect(await freeName('fox', 'png', () => false)).toBe('fox.png')
})

test('the next number when it is taken', async () => {
  const taken = new Set(['fox.png', 'fox-2.png'])
  expect(await freeName('fox', 'png', (name) => taken.has(name))).toBe('fox-3.png')
})

test('a file system that calls everything taken does not hold it for ever', async () => {
  await expect(freeName('fox', 'png', () => true)).rejects.toThrow('a thousand files')
})
